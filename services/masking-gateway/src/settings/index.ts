import type { MaskingPolicy } from "@langfuse-aws/masking";
import { type Environment, ownVariables, readKeyFile, readTextFile } from "@langfuse-aws/process";
import { z } from "zod";
import { conflicts, type EnvironmentVariables, environmentVariables, OURS } from "./environment";
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

/** Only where the policy of users' ids needs none; `conflicts` says so where it does. */
const NO_KEY = { content: "", problems: [] } as const;

/** Reads the settings of the process.
 *  @throws Error that names every problem of the variables and of the files they name at once */
export function readSettings(environment: Environment): Settings {
  const written = ownVariables(environment, OURS);
  const variables = environmentVariables.safeParse(written);
  const policy = readPolicy(written.GATEWAY_POLICY_FILE);
  const keyFile = written.GATEWAY_USER_ID_KEY_FILE;
  const key = keyFile === undefined ? NO_KEY : readKeyFile(keyFile);
  const problems = [
    ...(variables.success ? [] : [z.prettifyError(variables.error)]),
    ...conflicts(written),
    ...policy.problems,
    ...key.problems,
  ];
  if (!variables.success || problems.length > 0)
    throw new Error(`the settings of the masking gateway are invalid:\n${problems.join("\n")}`);
  return settings(variables.data, policy.file, key.content ?? "");
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
  const text = readTextFile(path, "policy file");
  if (text.content === undefined) return { file: standard, problems: text.problems };
  try {
    const parsed = policyFile.safeParse(JSON.parse(text.content));
    if (parsed.success) return { file: parsed.data, problems: [] };
    return failed(`the policy file '${path}' is invalid:\n${z.prettifyError(parsed.error)}`);
  } catch {
    return failed(`✖ the policy file '${path}' is no JSON; check it with 'node -p "require(…)"'`);
  }
}
