import { environments } from "../../environments";
import { bootstrapTemplate } from "../../stacks/bootstrap/template";
import { statementsOf } from "../stacks/bootstrap/requests";
import { allows } from "../support/iam";
import { synthesizedStacks } from "../support/platform";
import { regionOf } from "../support/region";
import { type Resource, resourcesOf } from "../support/terraform-json";
import { NEEDS } from "./deploy-needs";

describe.each(synthesizedStacks())("$name", ({ environment, json }) => {
  const deploy = statementsOf("DeployPolicy", bootstrapTemplate(environment).Resources);
  const { name, accountId: account } = environment;
  // The best case: Terraform sends our tags and the boundary with every request.
  const context = {
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
        const region = regionOf(resource.arguments, environment);
        const filled = fill(arn, { ...resource.arguments, environment: name, account, region });
        const asked = { ...context, "aws:RequestedRegion": region, ...dnsName(resource) };
        return allows(deploy, { action, resource: filled, context: asked })
          ? []
          : [`${resource.address}: ${action} on ${filled}`];
      });
    expect(refused).toEqual([]);
  });
});

describe.each(environments)("$name", (environment) => {
  const deploy = statementsOf("DeployPolicy", bootstrapTemplate(environment).Resources);
  const { name, accountId, region, protectData } = environment;
  const deletion = {
    action: "kms:ScheduleKeyDeletion",
    resource: `arn:aws:kms:${region}:${accountId}:key/1`,
    context: { "aws:ResourceTag/environment": name, "aws:ResourceTag/managed-by": "cdktf" },
  };

  it(`${protectData ? "never lets" : "lets"} the deploy role delete a key`, () => {
    expect(allows(deploy, deletion)).toBe(!protectData);
  });

  if (protectData)
    it("not even by a key policy that it wrote itself", () => {
      const keyPolicy = { Effect: "Allow", Action: "kms:*", Resource: "*" } as const;
      expect(allows([keyPolicy], deletion)).toBe(true);
      expect(allows([...deploy, keyPolicy], deletion)).toBe(false);
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
