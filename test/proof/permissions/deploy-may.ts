import { type Claim, tags, type World } from "./claim";

/** VPC, load balancer, firewall, names and sign-in. */
export function networkAndEdge(world: World): Claim[] {
  const { arn, account } = world;
  const { prefix, environment } = account;
  const { zone, domain } = environment.edge;
  const [own, making] = [tags(world, "ResourceTag"), tags(world, "RequestTag")];
  const zoneArn = `arn:aws:route53:::hostedzone/${zone.kind === "existing" ? zone.zoneId : "Z1"}`;
  return [
    { why: "The network", actions: ["ec2:CreateVpc"], resources: [arn("ec2", "vpc/vpc-1")] },
    { why: "The network", actions: ["ec2:DeleteVpc"], resources: [arn("ec2", "vpc/vpc-1")], context: own },
    {
      why: "The network",
      actions: ["ec2:DisassociateAddress"],
      resources: [arn("ec2", "elastic-ip/eipalloc-1")],
    },
    {
      why: "The edge",
      actions: ["elasticloadbalancing:CreateLoadBalancer"],
      resources: [arn("elasticloadbalancing", `loadbalancer/app/${prefix}/1`)],
    },
    {
      why: "The edge",
      actions: ["wafv2:CreateWebACL"],
      resources: [arn("wafv2", `regional/webacl/${prefix}/1`)],
    },
    { why: "Certificates", actions: ["acm:RequestCertificate"], resources: ["*"], context: making },
    {
      why: "Certificates",
      actions: ["acm:AddTagsToCertificate"],
      resources: [arn("acm", "certificate/1")],
      context: making,
    },
    {
      why: "Certificates",
      actions: ["acm:DeleteCertificate"],
      resources: [arn("acm", "certificate/1")],
      context: own,
    },
    { why: "Sign-in", actions: ["cognito-idp:CreateUserPool"], resources: ["*"], context: making },
    {
      why: "Sign-in",
      actions: ["cognito-idp:UpdateUserPool"],
      resources: [arn("cognito-idp", "userpool/1")],
      context: own,
    },
    {
      why: "Sign-in",
      actions: ["cognito-idp:TagResource"],
      resources: [arn("cognito-idp", "userpool/1")],
      context: making,
    },
    {
      why: "Names",
      actions: ["route53:ChangeResourceRecordSets"],
      resources: [zoneArn],
      context: { "route53:ChangeResourceRecordSetsNormalizedRecordNames": [domain] },
    },
    ...(zone.kind === "create"
      ? [{ why: "Names", actions: ["route53:CreateHostedZone"], resources: ["*"] }]
      : []),
  ];
}

/** The cluster, roles, logs, alarms and the trail. */
export function clusterAndAlarms(world: World): Claim[] {
  const { arn, account, role } = world;
  const { prefix, names, environment } = account;
  const bounded = { "iam:PermissionsBoundary": names.boundaryArn };
  const iam = (resource: string) => `arn:aws:iam::${environment.accountId}:${resource}`;
  return [
    {
      why: "The cluster",
      actions: ["eks:UpdateClusterConfig"],
      resources: [arn("eks", `cluster/${prefix}`)],
    },
    {
      why: "Roles within the boundary",
      actions: ["iam:CreateRole", "iam:PutRolePolicy"],
      resources: [role("langfuse")],
      context: bounded,
    },
    { why: "Roles within the boundary", actions: ["iam:DeleteRole"], resources: [role("langfuse")] },
    { why: "Policies", actions: ["iam:CreatePolicy"], resources: [iam(`policy/${prefix}-x`)] },
    {
      why: "Roles for the services that use them",
      actions: ["iam:PassRole"],
      resources: [role("langfuse")],
      context: { "iam:PassedToService": "pods.eks.amazonaws.com" },
    },
    {
      why: "The issuer of service accounts",
      actions: ["iam:CreateOpenIDConnectProvider"],
      resources: [iam(`oidc-provider/oidc.eks.${environment.region}.amazonaws.com/id/1`)],
    },
    {
      why: "AWS's own roles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [iam("role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS")],
      context: { "iam:AWSServiceName": "rds.amazonaws.com" },
    },
    {
      why: "Logs",
      actions: ["logs:CreateLogGroup"],
      resources: [arn("logs", `log-group:${prefix}-vpc-flow-log`)],
    },
    { why: "Logs", actions: ["logs:PutResourcePolicy"], resources: ["*"] },
    {
      why: "Alarms",
      actions: ["cloudwatch:PutMetricAlarm"],
      resources: [arn("cloudwatch", `alarm:${prefix}-x`)],
    },
    { why: "Alarms", actions: ["sns:CreateTopic"], resources: [arn("sns", `${prefix}-alarms`)] },
    {
      why: "Alarms, of which some begin in us-east-1",
      actions: ["events:PutRule"],
      resources: [arn("events", `rule/${prefix}-x`), world.globalArn("events", `rule/${prefix}-x`)],
    },
    {
      why: "The trail",
      actions: ["cloudtrail:CreateTrail", "cloudtrail:PutEventSelectors"],
      resources: [arn("cloudtrail", `trail/${prefix}-audit`)],
    },
  ];
}

/** Terraform's state, and what a plan compares with. */
export function stateAndReading({ account, state, role, key, globalArn, bucket, secret }: World): Claim[] {
  const { names, environment, stateKeyArn } = account;
  const stateKey = { "kms:ResourceAliases": [names.stateKeyAlias] };
  const object = `${state}/${environment.name}/data.tfstate`;
  return [
    { why: "What exists", actions: ["ec2:DescribeVpcs"], resources: ["*"] },
    { why: "What exists", actions: ["kms:ListAliases"], resources: ["*"] },
    { why: "What exists", actions: ["iam:ListPolicies"], resources: ["*"] },
    { why: "What exists", actions: ["iam:GetRole"], resources: [role("langfuse")] },
    { why: "What exists", actions: ["kms:DescribeKey"], resources: [key("data_key_key")] },
    {
      why: "What exists",
      actions: ["events:DescribeRule"],
      resources: [globalArn("events", `rule/${account.prefix}-x`)],
    },
    { why: "What exists", actions: ["s3:GetBucketPolicy"], resources: [bucket("blobs")] },
    { why: "What exists", actions: ["secretsmanager:DescribeSecret"], resources: [secret("salt")] },
    { why: "State and its lock", actions: ["s3:ListBucket"], resources: [state] },
    {
      why: "State and its lock",
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: [object, `${object}.tflock`],
    },
    { why: "State and its lock", actions: ["s3:DeleteObject"], resources: [`${object}.tflock`] },
    {
      why: "State and its lock",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [stateKeyArn],
      context: stateKey,
    },
  ];
}
