import { exactly, referencesTo } from "../expectations";
import { each } from "../mutants";
import { type Platform, type PlatformResource, resources } from "../platform";
import {
  conditionKeys,
  endpointPlaces,
  listed,
  policiesOf,
  type RenderedStatement,
} from "../policy-statements";
import { requires } from "../requires";
import type { Rule } from "../rule";
import { worsened } from "../statement-rule";

/** What nodes, controllers and pods of ours call; with Auto Mode neither autoscaling nor a session manager is among it. */
const calledServices: readonly string[] = [
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "eks-auth",
  "elasticloadbalancing",
  "kms",
  "logs",
  "monitoring",
  "secretsmanager",
  "sts",
];

/** Private doors to AWS. */
export const endpointRules: readonly Rule[] = [
  requires({
    id: "endpoint-private-names",
    rows: ["V7"],
    title: "Interface endpoints answer to AWS's own names, behind a group of ours",
    upstream: ["FSBP EC2.10"],
    type: "aws_vpc_endpoint",
    where: ({ arguments: block }) => block.vpc_endpoint_type === "Interface",
    arguments: {
      private_dns_enabled: exactly(true),
      security_group_ids: referencesTo("aws_security_group"),
      subnet_ids: referencesTo("aws_subnet"),
    },
  }),
  {
    id: "endpoints-for-every-call",
    rows: ["V7"],
    title: "Where people depend on it, no call to AWS needs a NAT",
    upstream: ["BP private clusters"],
    appliesTo: ({ serviceLevel, network: { vpc } }) => serviceLevel === "production" && vpc.kind === "create",
    check: (platform) =>
      calledServices
        .filter((service) => !services(platform).some((name) => name.endsWith(`.${service}`)))
        .map((service) => ({ address: "aws_vpc_endpoint", problem: `none for ${service}` })),
    mutants: (platform) =>
      each(
        platform,
        { type: "aws_vpc_endpoint", name: "for another service", where: isInterface },
        (block) => {
          block.service_name = "com.amazonaws.eu-west-1.other";
        },
      ),
  },
  {
    id: "endpoint-own-account",
    rows: ["V6", "V7"],
    title: "Endpoints carry calls of this account only, or to resources that they name",
    upstream: ["FSBP EC2.10"],
    appliesTo: () => true,
    check: (platform) =>
      policiesOf(platform, endpointPlaces).flatMap(({ address, statements }) =>
        statements
          .filter(letsOthersOut)
          .map(({ Sid }) => ({ address, problem: `statement ${Sid} lets anybody's credentials out` })),
      ),
    mutants: (platform) =>
      worsened(platform, {
        places: endpointPlaces,
        where: () => true,
        worse: ({ Condition: _, ...statement }) => ({ ...statement, Resource: ["*"] }),
      }),
  },
];

function services(platform: Platform): string[] {
  return resources(platform, "aws_vpc_endpoint").map(({ arguments: block }) => String(block.service_name));
}

function isInterface({ arguments: block }: PlatformResource): boolean {
  return (
    block.vpc_endpoint_type === "Interface" &&
    calledServices.some((service) => String(block.service_name).endsWith(`.${service}`))
  );
}

function letsOthersOut(statement: RenderedStatement): boolean {
  const isOurs = conditionKeys(statement).some((key) => /^aws:Principal(Account|OrgID|Arn)$/i.test(key));
  return statement.Effect === "Allow" && !isOurs && listed(statement.Resource).includes("*");
}
