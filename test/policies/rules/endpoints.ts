import { exactly, matching, referencesTo } from "../expectations";
import { each, rewriteStatements } from "../mutants";
import { type Platform, type PlatformResource, resources } from "../platform";
import { boundTo, endpointPlaces, listed, policiesOf, type RenderedStatement } from "../policy-statements";
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
    id: "endpoint-has-policy",
    rows: ["V6", "V7"],
    title: "Every endpoint says whose calls it carries, unless its service has no such word",
    upstream: ["FSBP EC2.10"],
    type: "aws_vpc_endpoint",
    // The only call is AssumeRoleForPodIdentity, by a node's role: constructs/interface-endpoints.ts.
    where: ({ arguments: { service_name } }) => !/\.eks-auth$/.test(String(service_name)),
    arguments: { policy: matching(/"Statement":/) },
  }),
  {
    id: "s3-endpoint-own-buckets",
    rows: ["V6"],
    title: "Through the door to S3 one reaches buckets of this account, and of AWS only those that are named",
    upstream: ["FSBP EC2.10"],
    appliesTo: () => true,
    check: (platform) =>
      policiesOf(platform, endpointPlaces)
        .filter(({ address }) =>
          resources(platform, "aws_vpc_endpoint").some((one) => one.address === address && isOfS3(one)),
        )
        .flatMap(({ address, statements }) =>
          statements
            .filter((statement) => reachesOthers(statement, platform.environment.accountId))
            .map(({ Sid }) => ({ address, problem: `statement ${Sid} leads to buckets of others` })),
        ),
    mutants: (platform) => {
      const s3 = { type: "aws_vpc_endpoint", where: isOfS3 };
      return [
        ...each(
          platform,
          { ...s3, name: "to every bucket" },
          rewriteStatements("policy", (statement) => ({
            ...statement,
            Resource: ["arn:aws:s3:::*"],
            Condition: undefined,
          })),
        ),
        ...each(
          platform,
          { ...s3, name: "for buckets named like ours" },
          rewriteStatements("policy", ({ Condition, ...statement }) => ({
            ...statement,
            Condition: { StringEquals: { "aws:PrincipalAccount": "333333333333" } },
          })),
        ),
        ...each(
          platform,
          { ...s3, name: "that writes where it only reads" },
          rewriteStatements("policy", (statement) =>
            statement.Condition ? statement : { ...statement, Action: ["s3:PutObject"] },
          ),
        ),
      ];
    },
  },
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
        worse: [
          ({ Condition: _, ...statement }) => ({ ...statement, Resource: ["*"] }),
          (statement) => ({
            ...statement,
            Resource: ["*"],
            Condition: { StringLike: { "aws:PrincipalAccount": "*" } },
          }),
        ],
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

function isOfS3({ arguments: { service_name } }: PlatformResource): boolean {
  return /\.s3$/.test(String(service_name));
}

/** Whether it leads to a bucket whose account nobody asks for, other than to read from one that is named. */
function reachesOthers(statement: RenderedStatement, accountId: string): boolean {
  const owners = boundTo(statement, /^(aws:ResourceAccount|s3:ResourceAccount)$/i);
  const isOurs = owners.length > 0 && owners.every((owner) => owner === accountId);
  const isDownload =
    listed(statement.Action).every((action) => action === "s3:GetObject") &&
    listed(statement.Resource).every((resource) => /^arn:aws:s3:::[^*?/]+\/\*$/.test(resource));
  return statement.Effect === "Allow" && !isOurs && !isDownload;
}

function letsOthersOut(statement: RenderedStatement): boolean {
  const callers = boundTo(statement, /^aws:Principal(Account|OrgID|Arn)$/i);
  const isOurs = callers.length > 0 && callers.every((caller) => !/^[*?]/.test(caller));
  return (
    statement.Effect === "Allow" &&
    !isOurs &&
    (statement.NotResource !== undefined || listed(statement.Resource).includes("*"))
  );
}
