import { readFileSync } from "node:fs";
import { isNativeError } from "node:util/types";
import type { MaskingPolicy } from "@langfuse-aws/masking";
import { z } from "zod";
import { conflicts, type EnvironmentVariables, environmentVariables, ours } from "./environment";
import { type PolicyFile, policyFile } from "./policy-file";

/** The policies as threads get them: plain data. */
export interface Policies {
  readonly standard: MaskingPolicy;
  /** By public key. */
  readonly projects: Readonly<Record<string, MaskingPolicy>>;
}

/** What a project may do besides sending text. */
export interface Permissions {
  readonly media: boolean;
  readonly mcp: boolean;
}

export interface Settings {
  readonly variables: EnvironmentVariables;
  readonly policies: Policies;
  /** By public key. */
  readonly permissions: ReadonlyMap<string, Permissions>;
}

/** Reads the settings of the process.
 *  @throws Error that names every problem of the variables and of the files they name at once */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const written = ours(environment);
  const variables = environmentVariables.safeParse(written);
  const policy = readPolicy(environment.GATEWAY_POLICY_FILE);
  const key = readKey(environment.GATEWAY_USER_ID_KEY_FILE);
  const problems = [
    ...(variables.success ? [] : [z.prettifyError(variables.error)]),
    ...conflicts(written),
    ...policy.problems,
    ...key.problems,
  ];
  if (!variables.success || problems.length > 0)
    throw new Error(`the settings of the masking gateway are invalid:\n${problems.join("\n")}`);
  return settings(variables.data, policy.file, key.key);
}

function settings(variables: EnvironmentVariables, file: PolicyFile, key: string): Settings {
  const action = variables.GATEWAY_USER_ID_ACTION;
  const userId = action === "hmac" ? { action, key } : { action };
  const projects = Object.entries(file.projects);
  return {
    variables,
    policies: {
      standard: { ...file.masking, userId },
      projects: Object.fromEntries(
        projects.flatMap(([publicKey, { masking }]) =>
          masking === undefined ? [] : [[publicKey, { ...masking, userId }] as const],
        ),
      ),
    },
    permissions: new Map(projects.map(([publicKey, { media, mcp }]) => [publicKey, { media, mcp }])),
  };
}

interface ReadPolicy {
  readonly file: PolicyFile;
  readonly problems: readonly string[];
}

function readPolicy(path: string | undefined): ReadPolicy {
  const standard = policyFile.parse({});
  if (!path) return { file: standard, problems: [] };
  const failed = (problem: string): ReadPolicy => ({ file: standard, problems: [problem] });
  try {
    const parsed = policyFile.safeParse(JSON.parse(readFileSync(path, "utf8")));
    if (parsed.success) return { file: parsed.data, problems: [] };
    return failed(`the policy file '${path}' is invalid:\n${z.prettifyError(parsed.error)}`);
  } catch (error) {
    return failed(
      error instanceof SyntaxError
        ? `✖ the policy file '${path}' is no JSON; check it with 'node -p "require(…)"'`
        : unreadable("policy file", path, error),
    );
  }
}

function readKey(path: string | undefined): { readonly key: string; readonly problems: readonly string[] } {
  if (!path) return { key: "", problems: [] };
  try {
    const key = readFileSync(path, "utf8").trim();
    if (key.length >= 32) return { key, problems: [] };
    const problem = `✖ the key in '${path}' has ${key.length} characters; make one of 32 or more with 'openssl rand -base64 32'`;
    return { key, problems: [problem] };
  } catch (error) {
    return { key: "", problems: [unreadable("key file", path, error)] };
  }
}

function unreadable(what: string, path: string, error: unknown): string {
  const code = isNativeError(error) && "code" in error ? error.code : "unknown";
  return `✖ the ${what} '${path}' cannot be read (${code}); mount it, or correct the variable that names it`;
}
