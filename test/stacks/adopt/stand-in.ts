import { awsWith } from "../../../stacks/adopt/aws";
import type { ClusterApi } from "../../../stacks/adopt/cluster/api";
import { KINDS } from "../../../stacks/adopt/kinds";
import type { Account, Thing } from "../../../stacks/adopt/kinds/kind";

/** What AWS answers to an operation, or what it throws. */
type Answers = Readonly<Record<string, unknown>>;

interface Command {
  readonly constructor: { readonly name: string };
}

const silent = () => Promise.reject(new Error("this test has no cluster"));

/** An account of `dev` that answers from a list, and to everything else that there is no such thing.
 *  @param cluster - its cluster, where a test has one */
export function accountWith(answers: Answers, cluster: ClusterApi = { get: silent, patch: silent }): Account {
  const aws = awsWith({ region: "eu-west-1" });
  const send = async ({ constructor: { name } }: Command) => {
    const answer = answers[name.replace(/Command$/, "")] ?? absent(name);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  for (const client of Object.values(aws)) Object.assign(client, { send });
  return {
    aws,
    cluster,
    accountId: "111111111111",
    region: "eu-west-1",
    environment: "dev",
    prefix: "langfuse-dev",
  };
}

/** What the tags of the environment are, as most services say it. */
export const OURS = [
  { Key: "application", Value: "langfuse" },
  { Key: "environment", Value: "dev" },
  { Key: "managed-by", Value: "cdktf" },
];

/** Those of another environment. */
export const OTHERS = OURS.map(({ Key, Value }) => ({ Key, Value: Value === "dev" ? "prod" : Value }));

/** What is found of a type. */
export async function found(
  type: string,
  values: Readonly<Record<string, string>>,
  answers: Answers,
  cluster?: ClusterApi,
): Promise<readonly Thing[]> {
  const kind = KINDS.get(type);
  if (!kind) throw new Error(`'${type}' is not looked for`);
  return kind.find(accountWith(answers, cluster), values);
}

function absent(command: string): Error {
  return Object.assign(new Error(`${command}: there is none`), { name: "ResourceNotFoundException" });
}
