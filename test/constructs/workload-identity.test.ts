import {
  type Permission,
  PodIdentity,
  ServiceAccountRole,
  type WorkloadIdentityProps,
} from "../../constructs/workload-identity";
import { synthesizeConstruct } from "../support/construct";
import { statementsOf } from "../support/policies";
import { ofType, reference, type TerraformJson } from "../support/terraform-json";

const bucketArn = "arn:aws:s3:::langfuse-test-blobs";
const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/data";

/** What Langfuse needs: objects under some prefixes, and the key of the bucket. */
const blobs: Permission[] = [
  {
    sid: "Objects",
    actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
    resources: [`${bucketArn}/events/*`, `${bucketArn}/media/*`],
  },
  {
    sid: "List",
    actions: ["s3:ListBucket"],
    resources: [bucketArn],
    conditions: { StringLike: { "s3:prefix": ["events/*", "media/*"] } },
  },
  { sid: "Key", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [keyArn] },
];

/** What External Secrets needs: some secrets, and their key. */
const secrets: Permission[] = [
  {
    sid: "Secrets",
    actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    resources: ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:langfuse-test/salt-AbCdEf"],
  },
  { sid: "Key", actions: ["kms:Decrypt"], resources: [keyArn] },
];

const props: WorkloadIdentityProps = {
  account: { accountId: "123456789012", region: "eu-west-1" },
  name: "langfuse-test-web",
  cluster: {
    name: "langfuse-test",
    oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC",
    oidcIssuer: "oidc.eks.eu-west-1.amazonaws.com/id/ABC",
  },
  namespace: "langfuse",
  serviceAccount: "web",
  permissions: blobs,
};

const podIdentity = (changes: Partial<WorkloadIdentityProps> = {}) =>
  synthesizeConstruct((stack) => {
    new PodIdentity(stack, "web", { ...props, ...changes });
  });

const trust = (json: TerraformJson) => statementsOf(ofType(json, "aws_iam_role")[0], "assume_role_policy");
const granted = (json: TerraformJson) => statementsOf(ofType(json, "aws_iam_role_policy")[0]);

describe("Pod Identity", () => {
  it("trusts one service account of one cluster of this account", () => {
    expect(trust(podIdentity())).toMatchObject([
      {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:SourceAccount": "123456789012",
            "aws:RequestTag/kubernetes-namespace": "langfuse",
            "aws:RequestTag/kubernetes-service-account": "web",
          },
          ArnEquals: { "aws:SourceArn": "arn:aws:eks:eu-west-1:123456789012:cluster/langfuse-test" },
        },
      },
    ]);
  });

  it("associates the role with the service account", () => {
    expect(ofType(podIdentity(), "aws_eks_pod_identity_association")).toMatchObject([
      {
        arguments: {
          cluster_name: "langfuse-test",
          namespace: "langfuse",
          service_account: "web",
          role_arn: reference("aws_iam_role.web_role.arn"),
        },
      },
    ]);
  });

  it("grants what a workload with objects lists, and nothing more", () => {
    expect(granted(podIdentity())).toEqual([
      {
        Sid: "Objects",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        Resource: [`${bucketArn}/events/*`, `${bucketArn}/media/*`],
      },
      {
        Sid: "List",
        Effect: "Allow",
        Action: ["s3:ListBucket"],
        Resource: [bucketArn],
        Condition: { StringLike: { "s3:prefix": ["events/*", "media/*"] } },
      },
      { Sid: "Key", Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: [keyArn] },
    ]);
  });

  it("grants what a workload with secrets lists, and nothing more", () => {
    expect(granted(podIdentity({ permissions: secrets }))).toMatchObject([
      {
        Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
        Resource: ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:langfuse-test/salt-AbCdEf"],
      },
      { Action: ["kms:Decrypt"], Resource: [keyArn] },
    ]);
  });

  it("grants every resource when the code says why", () => {
    const permissions = [
      {
        sid: "Metrics",
        actions: ["cloudwatch:GetMetricData"],
        resources: { everyBecause: "CloudWatch has no ARN for a metric" },
      },
    ];
    expect(granted(podIdentity({ permissions }))).toMatchObject([{ Resource: ["*"] }]);
  });

  it("refuses wildcards, all of them at once", () => {
    const permissions = [
      { sid: "Objects", actions: ["s3:*", "s3:Get*"], resources: [bucketArn] },
      { sid: "Key", actions: ["kms:Decrypt"], resources: ["*"] },
    ];
    expect(() => podIdentity({ permissions })).toThrow(
      [
        "role 'langfuse-test-web': 'Objects' holds the action 's3:*'; name each action that the workload calls",
        "'Objects' holds the action 's3:Get*'; name each action that the workload calls",
        "'Key' holds every resource; name them, or say why with 'everyBecause'",
      ].join("\n"),
    );
  });
});

describe("a role for a service account", () => {
  const synthesize = (changes: Partial<WorkloadIdentityProps> = {}) =>
    synthesizeConstruct((stack) => {
      new ServiceAccountRole(stack, "clickhouse", {
        ...props,
        namespace: "clickhouse",
        serviceAccount: "clickhouse",
        ...changes,
      });
    });

  it("trusts one service account, and tokens that are meant for AWS", () => {
    expect(trust(synthesize())).toMatchObject([
      {
        Principal: { Federated: props.cluster.oidcProviderArn },
        Action: ["sts:AssumeRoleWithWebIdentity"],
        Condition: {
          StringEquals: {
            "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:clickhouse:clickhouse",
            "oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud": "sts.amazonaws.com",
          },
        },
      },
    ]);
  });

  it("needs no association", () => {
    expect(ofType(synthesize(), "aws_eks_pod_identity_association")).toEqual([]);
  });

  it("refuses wildcards", () => {
    const permissions = [{ sid: "Everything", actions: ["*"], resources: [bucketArn] }];
    expect(() => synthesize({ permissions })).toThrow("'Everything' holds the action '*'");
  });
});
