import { allows, type IamRequest } from "../../support/iam";
import {
  account,
  arn,
  bounded,
  deploy,
  dnsChange,
  domain,
  key,
  own,
  policy,
  region,
  repository,
  role,
  state,
  stateKey,
  trustOf,
} from "./requests";

describe("trust", () => {
  it("gives the deploy role to jobs of the GitHub environment and to nothing else", () => {
    expect(trustOf("DeployRole")).toEqual([
      {
        Sid: "GithubActions",
        Effect: "Allow",
        Principal: {
          Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
        },
        Action: ["sts:AssumeRoleWithWebIdentity"],
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": [`repo:${repository}:environment:dev`],
          },
        },
      },
    ]);
  });

  it("gives the plan role to pull requests and to the main branch", () => {
    expect(trustOf("PlanRole")).toMatchObject([
      {
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:sub": [
              `repo:${repository}:pull_request`,
              `repo:${repository}:ref:refs/heads/main`,
            ],
          },
        },
      },
    ]);
  });
});

describe("deploy role", () => {
  it.each<[string, IamRequest]>([
    ["makes a network", { action: "ec2:CreateVpc", resource: "*", context: region }],
    ["removes its own network", { action: "ec2:DeleteVpc", resource: arn("ec2", "vpc/vpc-1"), context: own }],
    ["makes its own database", { action: "rds:CreateDBInstance", resource: arn("rds", "db:langfuse-dev") }],
    [
      "makes a bounded role",
      { action: "iam:CreateRole", resource: role("langfuse-dev-web"), context: bounded },
    ],
    [
      "hands a role to pods",
      {
        action: "iam:PassRole",
        resource: role("langfuse-dev-web"),
        context: { "iam:PassedToService": "pods.eks.amazonaws.com" },
      },
    ],
    [
      "reads back a secret that it wrote",
      {
        action: "secretsmanager:GetSecretValue",
        resource: arn("secretsmanager", "secret:langfuse-dev/salt-AbCdEf"),
      },
    ],
    [
      "empties a locked bucket of an environment without data protection",
      { action: "s3:BypassGovernanceRetention", resource: "arn:aws:s3:::langfuse-dev-backups-1/b" },
    ],
    ["writes state", { action: "s3:PutObject", resource: `${state}/dev/data.tfstate` }],
    ["takes the lock", { action: "s3:PutObject", resource: `${state}/dev/data.tfstate.tflock` }],
    ["gives the lock back", { action: "s3:DeleteObject", resource: `${state}/dev/data.tfstate.tflock` }],
    ["encrypts state", { action: "kms:GenerateDataKey", resource: key, context: stateKey }],
    ["adds the service's name to DNS", dnsChange(domain)],
    ["proves the domain to the certificate", dnsChange(`_1a2b.${domain}`)],
  ])("%s", (_, request) => expect(allows(deploy, request)).toBe(true));

  it.each<[string, IamRequest]>([
    [
      "works in another region",
      { action: "ec2:CreateVpc", resource: "*", context: { "aws:RequestedRegion": "ap-southeast-2" } },
    ],
    [
      "removes a stranger's network",
      { action: "ec2:DeleteVpc", resource: arn("ec2", "vpc/vpc-2"), context: region },
    ],
    ["touches a stranger's database", { action: "rds:DeleteDBInstance", resource: arn("rds", "db:billing") }],
    ["makes a role without the boundary", { action: "iam:CreateRole", resource: role("langfuse-dev-web") }],
    ["makes a role of another name", { action: "iam:CreateRole", resource: role("admin"), context: bounded }],
    [
      "frees a role from the boundary",
      { action: "iam:DeleteRolePermissionsBoundary", resource: role("langfuse-dev-web"), context: bounded },
    ],
    [
      "strengthens itself",
      { action: "iam:AttachRolePolicy", resource: role("langfuse-dev-deploy"), context: bounded },
    ],
    [
      "rewrites its own policies",
      {
        action: "iam:CreatePolicyVersion",
        resource: policy("langfuse-dev-deploy-data"),
      },
    ],
    ["widens the boundary", { action: "iam:CreatePolicyVersion", resource: policy("langfuse-dev-boundary") }],
    [
      "hands a role to a function",
      {
        action: "iam:PassRole",
        resource: role("langfuse-dev-web"),
        context: { "iam:PassedToService": "lambda.amazonaws.com" },
      },
    ],
    ["makes a user", { action: "iam:CreateUser", resource: `arn:aws:iam::${account}:user/langfuse-dev-x` }],
    ["reads a trace", { action: "s3:GetObject", resource: "arn:aws:s3:::langfuse-dev-events/e/1.json" }],
    ["reads another environment's state", { action: "s3:GetObject", resource: `${state}/prod/data.tfstate` }],
    ["removes a state", { action: "s3:DeleteObject", resource: `${state}/dev/data.tfstate` }],
    [
      "removes the history of a state",
      { action: "s3:DeleteObjectVersion", resource: `${state}/dev/data.tfstate` },
    ],
    ["opens the state bucket", { action: "s3:PutBucketPolicy", resource: state }],
    ["removes the state's key", { action: "kms:ScheduleKeyDeletion", resource: key, context: stateKey }],
    ["writes a foreign DNS name", dnsChange("shop.example.net")],
  ])("never %s", (_, request) => expect(allows(deploy, request)).toBe(false));
});
