import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { Environment } from "../../environments/schema";
import { execute, prepare } from "./change-set";
import type { Template } from "./cloudformation";

/** Makes a stack what its template says, in the account of the credentials, and tells what changes.
 *  @param environment whose accountId is that of the credentials: somebody has checked */
export async function apply(
  stack: string,
  template: Template,
  { name, accountId, region, tags }: Pick<Environment, "name" | "accountId" | "region" | "tags">,
): Promise<void> {
  console.log(`${stack} in account ${accountId}, ${region}`);
  const client = new CloudFormationClient({ region });
  const change = await prepare(client, {
    name: stack,
    template,
    tags: { application: "langfuse", environment: name, "managed-by": "bootstrap", ...tags },
  });
  if (!change) {
    console.log("nothing to change");
    return;
  }
  for (const line of change.lines) console.log(`  ${line}`);
  console.log("working; this takes about two minutes");
  await execute(client, stack, change);
  console.log("done");
}
