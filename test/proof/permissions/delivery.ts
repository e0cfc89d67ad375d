import type { Claims, World } from "./claim";
import { deployOfCopies } from "./copies";
import { clusterAndAlarms, networkAndEdge, stateAndReading } from "./deploy-may";
import { itself, strangers, theState } from "./deploy-may-not";
import { storesAndKeys } from "./deploy-may-stores";

/** Whoever deploys from GitHub. */
export function deployClaims(world: World): Claims {
  const copies = deployOfCopies(world);
  return {
    who: "The deployment workflow, after its reviewers agreed",
    may: [
      ...networkAndEdge(world),
      ...storesAndKeys(world),
      ...clusterAndAlarms(world),
      ...stateAndReading(world),
      ...copies.may,
    ],
    mayNot: [...itself(world), ...strangers(world), ...theState(world), ...copies.mayNot],
  };
}

/** Pull requests. */
export function planClaims({ account, arn, globalArn, bucket, secret, state, key, role }: World): Claims {
  const { names, environment, stateKeyArn } = account;
  return {
    who: "Pull requests: they run code that nobody has reviewed, so they read configuration and change nothing",
    may: [
      { why: "What exists", actions: ["ec2:DescribeVpcs", "rds:DescribeDBInstances"], resources: ["*"] },
      { why: "What exists", actions: ["kms:ListAliases"], resources: ["*"] },
      { why: "What exists", actions: ["route53:ListHostedZones", "iam:ListPolicies"], resources: ["*"] },
      {
        why: "What exists",
        actions: ["events:ListTargetsByRule"],
        resources: [globalArn("events", `rule/${account.prefix}-x`)],
      },
      {
        why: "Roles, keys, buckets and names of secrets",
        actions: ["iam:GetRole"],
        resources: [role("langfuse")],
      },
      {
        why: "Roles, keys, buckets and names of secrets",
        actions: ["kms:GetKeyPolicy"],
        resources: [key("data_key_key")],
      },
      {
        why: "Roles, keys, buckets and names of secrets",
        actions: ["s3:GetBucketPolicy"],
        resources: [bucket("blobs")],
      },
      {
        why: "Roles, keys, buckets and names of secrets",
        actions: ["secretsmanager:DescribeSecret"],
        resources: [secret("salt")],
      },
      { why: "State", actions: ["s3:ListBucket"], resources: [state] },
      { why: "State", actions: ["s3:GetObject"], resources: [`${state}/${environment.name}/data.tfstate`] },
      {
        why: "State",
        actions: ["kms:Decrypt"],
        resources: [stateKeyArn],
        context: { "kms:ResourceAliases": [names.stateKeyAlias] },
      },
    ],
    mayNot: [
      { why: "Traces", actions: ["s3:GetObject"], resources: [`${bucket("blobs")}/events/1.json`] },
      { why: "Passwords", actions: ["secretsmanager:GetSecretValue"], resources: [secret("salt")] },
      {
        why: "Data by way of their keys",
        actions: ["kms:Decrypt"],
        resources: [key("data_key_key"), key("secrets_key_key")],
      },
      {
        why: "Log lines",
        actions: ["logs:GetLogEvents"],
        resources: [arn("logs", "log-group:x:log-stream:y")],
      },
      {
        why: "State is written, and its lock held, by deployments only",
        actions: ["s3:PutObject", "s3:DeleteObject"],
        resources: ["data.tfstate", "data.tfstate.tflock"].map(
          (file) => `${state}/${environment.name}/${file}`,
        ),
      },
      { why: "State of others", actions: ["s3:GetObject"], resources: [`${state}/other/data.tfstate`] },
      {
        why: "Nothing is changed",
        actions: ["ec2:CreateTags", "ec2:DeleteVpc"],
        resources: [arn("ec2", "vpc/vpc-1")],
      },
      {
        why: "Nothing is changed",
        actions: ["iam:PassRole", "iam:PutRolePolicy"],
        resources: [role("langfuse")],
      },
    ],
  };
}
