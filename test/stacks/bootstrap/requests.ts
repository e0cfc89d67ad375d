import { dev } from "../../../environments/dev";
import { bootstrapTemplate } from "../../../stacks/bootstrap/template";
import { type IamRequest, type IamStatement, statementsIn } from "../../support/iam";

const { Resources } = bootstrapTemplate(dev);
export const { accountId: account } = dev;
export const { repository } = dev.delivery;
export const { domain } = dev.edge;

export const deploy = statementsOf("DeployPolicy");
export const plan = statementsOf("PlanPolicy");
export const boundary = statementsOf("Boundary");

/** What a request to the environment's region carries. */
export const region = { "aws:RequestedRegion": dev.region };
/** What a request for a resource carries that Terraform made. */
export const own = { "aws:ResourceTag/environment": "dev", "aws:ResourceTag/managed-by": "cdktf" };
export const bounded = { "iam:PermissionsBoundary": policy("langfuse-dev-boundary") };

export const state = `arn:aws:s3:::langfuse-dev-state-${account}`;
export const key = arn("kms", "key/1");
export const stateKey = { "kms:ResourceAliases": "alias/langfuse-dev-state", ...own };

export function role(name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

export function policy(name: string): string {
  return `arn:aws:iam::${account}:policy/${name}`;
}

export function statementsOf(id: string, resources = Resources): IamStatement[] {
  return Object.entries(resources)
    .filter(([name]) => name.startsWith(id))
    .flatMap(([, { Properties }]) => statementsIn(Properties.PolicyDocument));
}

export function trustOf(id: string): readonly IamStatement[] {
  return statementsIn(Resources[id]?.Properties.AssumeRolePolicyDocument);
}

export function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${dev.region}:${account}:${resource}`;
}

export function dnsChange(name: string): IamRequest {
  return {
    action: "route53:ChangeResourceRecordSets",
    resource: "arn:aws:route53:::hostedzone/Z1",
    context: { "route53:ChangeResourceRecordSetsNormalizedRecordNames": name },
  };
}
