import { bootstrapTemplate } from "../../stacks/bootstrap/template";
import { allows, statementsIn } from "../support/iam";
import { synthesizedStacks } from "../support/platform";
import { type Resource, resourcesOf } from "../support/terraform-json";
import { NEEDS } from "./deploy-needs";

describe.each(synthesizedStacks())("$name", ({ environment, json }) => {
  const { Resources } = bootstrapTemplate(environment);
  const deploy = Object.entries(Resources)
    .filter(([id]) => id.startsWith("DeployPolicy"))
    .flatMap(([, { Properties }]) => statementsIn(Properties.PolicyDocument));
  const { name, accountId: account, region } = environment;
  // The best case: Terraform sends our tags and the boundary with every request.
  const context = {
    "aws:RequestedRegion": region,
    "aws:RequestTag/environment": name,
    "aws:RequestTag/managed-by": "cdktf",
    "aws:ResourceTag/environment": name,
    "aws:ResourceTag/managed-by": "cdktf",
    "iam:PermissionsBoundary": `arn:aws:iam::${account}:policy/langfuse-${name}-boundary`,
  };

  it("holds nothing that the deploy role may not make", () => {
    const refused = resourcesOf(json)
      .filter(({ type }) => type.startsWith("aws_"))
      .flatMap((resource) => {
        const need = NEEDS[resource.type];
        if (!need)
          return [
            `${resource.type}: write in deploy-needs.ts what it takes, and grant it in stacks/bootstrap`,
          ];
        const [action, arn] = need;
        const filled = fill(arn, { ...resource.arguments, environment: name, account, region });
        return allows(deploy, { action, resource: filled, context: { ...context, ...dnsName(resource) } })
          ? []
          : [`${resource.address}: ${action} on ${filled}`];
      });
    expect(refused).toEqual([]);
  });
});

function fill(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
}

/** Route 53 puts the names of the records into the request. */
function dnsName({ type, arguments: { name } }: Resource): Readonly<Record<string, string>> {
  const known = type === "aws_route53_record" && typeof name === "string" && !name.includes("${");
  return known ? { "route53:ChangeResourceRecordSetsNormalizedRecordNames": name } : {};
}
