import { readFileSync } from "node:fs";
import { isNativeError } from "node:util/types";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What Kubernetes tells every pod of the Services beside it. */
const SERVICE_LINK = /_SERVICE_(HOST|PORT)|_PORT_\d+_(TCP|UDP)/;

/** The variables that are ours, of all that a process has: named so, or beginning so where the name ends in `_`. An empty
 *  one is none, as `.env` files leave them. */
export function ownVariables(
  environment: Environment,
  names: readonly string[],
): Readonly<Record<string, string>> {
  const isOurs = (name: string) =>
    names.some((each) => (each.endsWith("_") ? name.startsWith(each) : name === each)) &&
    !SERVICE_LINK.test(name);
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      isOurs(name) && value ? [[name, value] as const] : [],
    ),
  );
}

/** One problem of the settings, as zod writes its own. */
export function problem(name: string, message: string): string {
  return `✖ ${message}\n  → at ${name}`;
}

/** A file that is there or is a problem. */
export type FileRead<Content> =
  | { readonly content: Content; readonly problems: readonly [] }
  | { readonly content?: undefined; readonly problems: readonly string[] };

/** A key for hashes from a mounted secret. */
export function readKeyFile(path: string): FileRead<string> {
  const file = readTextFile(path, "key file");
  if (file.content === undefined) return file;
  const key = file.content.trim();
  if (key.length >= 32) return { content: key, problems: [] };
  const message = `✖ the key in '${path}' has ${key.length} characters; make one of 32 or more with 'openssl rand -base64 32'`;
  return { problems: [message] };
}

/** A text file that a variable names; `what` is what a problem calls it. */
export function readTextFile(path: string, what: string): FileRead<string> {
  try {
    return { content: readFileSync(path, "utf8"), problems: [] };
  } catch (error) {
    const code = isNativeError(error) && "code" in error ? error.code : "unknown";
    const message = `✖ the ${what} '${path}' cannot be read (${code}); mount it, or correct the variable that names it`;
    return { problems: [message] };
  }
}
