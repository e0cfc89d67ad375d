import { type Monitoring, monitoring } from "@langfuse-aws/instrumentation";
import { type Environment, ownVariables, problem, readKeyFile, readTextFile } from "@langfuse-aws/process";
import { z } from "zod";
import { OURS, type Variables, variables } from "./variables";

export type { Variables };

/** What the service runs on. */
export interface Settings {
  readonly variables: Variables;
  /** Key of the hash of users' ids; undefined where the library makes one. */
  readonly userIdKey: string | undefined;
  readonly monitoring: Monitoring | undefined;
}

/** Where the canary writes and reads; all of it is needed. */
export interface CanarySettings {
  readonly variables: Variables;
  readonly baseUrl: string;
  readonly publicKey: string;
  readonly secretKey: string;
}

/** Reads the settings of the service.
 *  @throws Error that names every problem of the variables and of the files they name at once */
export function readSettings(environment: Environment): Settings {
  const written = ownVariables(environment, OURS);
  const key = readUserIdKey(written.APP_USER_ID_KEY_FILE);
  const shares = readMonitoring(written.APP_MONITORING_FILE);
  const parsed = parse(written, [...modelConflicts(written), ...key.problems, ...shares.problems]);
  return { variables: parsed, userIdKey: key.content, monitoring: shares.content };
}

/** Reads the settings of the canary.
 *  @throws Error that names every problem of them at once */
export function readCanarySettings(environment: Environment): CanarySettings {
  const connection = z.object({
    LANGFUSE_BASE_URL: z.url({
      protocol: /^https?$/,
      error: "must be Langfuse's public URL such as 'https://langfuse.example.com'",
    }),
    LANGFUSE_PUBLIC_KEY: z.string("is needed: the canary writes to Langfuse and reads from it"),
    LANGFUSE_SECRET_KEY: z.string("is needed: the canary writes to Langfuse and reads from it"),
  });
  const langfuse = connection.safeParse(ownVariables(environment, Object.keys(connection.shape)));
  const problems = langfuse.success ? [] : [z.prettifyError(langfuse.error)];
  const parsed = parse(ownVariables(environment, OURS), problems);
  const { LANGFUSE_BASE_URL = "", LANGFUSE_PUBLIC_KEY = "", LANGFUSE_SECRET_KEY = "" } = langfuse.data ?? {};
  return {
    variables: parsed,
    baseUrl: LANGFUSE_BASE_URL.replace(/\/+$/, ""),
    publicKey: LANGFUSE_PUBLIC_KEY,
    secretKey: LANGFUSE_SECRET_KEY,
  };
}

function parse(written: Environment, others: readonly string[]): Variables {
  const parsed = variables.safeParse(written);
  const problems = [...(parsed.success ? [] : [z.prettifyError(parsed.error)]), ...others];
  if (!parsed.success || problems.length > 0)
    throw new Error(`the settings are invalid:\n${problems.join("\n")}`);
  return parsed.data;
}

/** Whether the model is a mock because nothing says which it should be. */
export function lacksModel({ LLM_PROVIDER, LLM_API_KEY }: Variables): boolean {
  return LLM_PROVIDER === undefined && LLM_API_KEY === undefined;
}

function modelConflicts(written: Environment): readonly string[] {
  const isReal = written.LLM_PROVIDER === "openai" || (!written.LLM_PROVIDER && written.LLM_API_KEY);
  return isReal && !written.LLM_MODEL
    ? [problem("LLM_MODEL", "is needed with a real model, such as 'gpt-5-mini'; or set LLM_PROVIDER=mock")]
    : [];
}

interface Read<Content> {
  readonly content?: Content;
  readonly problems: readonly string[];
}

function readUserIdKey(path: string | undefined): Read<string> {
  return path === undefined ? { problems: [] } : readKeyFile(path);
}

function readMonitoring(path: string | undefined): Read<Monitoring> {
  if (path === undefined) return { problems: [] };
  const file = readTextFile(path, "monitoring file");
  if (file.content === undefined) return file;
  const parsed = monitoring.safeParse(jsonOf(file.content));
  if (parsed.success) return { content: parsed.data, problems: [] };
  return { problems: [`the monitoring file '${path}' is invalid:\n${z.prettifyError(parsed.error)}`] };
}

/** Undefined for what is no JSON, which the schema then refuses. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
