import type { Client } from "./client";
import { AwsError } from "./query";

/** A resource that moto has made of a template. */
export interface StackResource {
  readonly type: string;
  readonly logicalId: string;
  readonly physicalId: string;
}

/** What a stack has; one that is gone has nothing. */
export async function stackResources(StackName: string, client: Client): Promise<StackResource[]> {
  const members = await client
    .query("cloudformation", "ListStackResources", { StackName })
    .then(({ body }) => body.toString().match(/<member>.*?<\/member>/gs) ?? [], ignoreMissing);
  return members.map((member) => ({
    type: elementOf(member, "ResourceType"),
    logicalId: elementOf(member, "LogicalResourceId"),
    physicalId: elementOf(member, "PhysicalResourceId"),
  }));
}

function elementOf(xml: string, name: string): string {
  return new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1] ?? "";
}

function ignoreMissing(error: unknown): string[] {
  if (error instanceof AwsError) return [];
  throw error;
}
