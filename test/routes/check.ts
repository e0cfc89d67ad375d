/** One question to the routing, and what contradicts it. */
export interface Check {
  readonly name: string;
  readonly problems: readonly string[];
}

/** A check whose answer may be an error. */
export async function check(name: string, problems: () => Promise<readonly string[]>): Promise<Check> {
  try {
    return { name, problems: await problems() };
  } catch (error) {
    return { name, problems: [error instanceof Error ? error.message : String(error)] };
  }
}
