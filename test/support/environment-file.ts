import { defineEnvironment, type EnvironmentInput } from "../../environments/schema";
import { sample } from "./sample-environment";

/** The sample with other values at some dotted paths; `undefined` removes what stands there. */
export function environmentFile(changes: Readonly<Record<string, unknown>>): EnvironmentInput {
  const file = withOwnSecrets({ ...sample, ...changes });
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(".");
    const parent = keys.slice(0, -1).reduce<object>((section, key) => Reflect.get(section, key), file);
    const last = keys.at(-1) ?? "";
    if (value === undefined) Reflect.deleteProperty(parent, last);
    else Reflect.set(parent, last, structuredClone(value));
  }
  return file;
}

/** The sample, whose secrets are those of an environment of such a name, account and region. */
function withOwnSecrets({ name, accountId, region }: EnvironmentInput): EnvironmentInput {
  // What is no account leaves the ARNs sound, so that it stays the one mistake.
  const account = /^\d{12}$/.test(String(accountId)) ? accountId : sample.accountId;
  const own = `${region}:${account}:secret:langfuse-${name}/`;
  return JSON.parse(JSON.stringify(sample).replaceAll("eu-west-1:111111111111:secret:langfuse-sample/", own));
}

/** The whole message that the author of such a file reads. */
export function reportOn(changes: Readonly<Record<string, unknown>>): string {
  try {
    defineEnvironment(environmentFile(changes));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "valid";
}
