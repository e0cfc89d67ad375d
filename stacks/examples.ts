import type { Environment } from "../environments/schema";

/** What nobody's environment really is: accounts of one digit, and what standards keep for examples. */
const EXAMPLES: readonly RegExp[] = [
  /\b(\d)\1{11}\b/,
  /\b123456789012\b/,
  /\bexample\.(com|org|net)\b/,
  /\/\/example\./,
  /^example\//,
  /EXAMPLE|0123456789|^0{8}-0000-4000-8000-|-AbCdEf$/,
  /\b(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+/,
  /sha256:(.)\1{63}/,
];

/** Whether a value only stands for one that somebody still has to write. */
export function isExample(value: string): boolean {
  return EXAMPLES.some((pattern) => pattern.test(value));
}

/** @throws where a real account would trust a repository that somebody else may own or found */
export function refuseExampleRepository({
  name,
  accountId,
  delivery: { repository },
}: Pick<Environment, "name" | "accountId" | "delivery">): void {
  if (isExample(repository) && !isExample(accountId))
    throw new Error(
      `delivery.repository is '${repository}', an example; its owner could deploy into ${accountId}: ` +
        `write your own in environments/${name}.ts`,
    );
}
