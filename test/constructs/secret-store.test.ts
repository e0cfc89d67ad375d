import { SecretStore, type SecretStoreProps } from "../../constructs/secret-store";
import { synthesizeConstruct } from "../support/construct";
import { manifestsOf } from "../support/manifests";
import { statementsOf } from "../support/policies";
import { ofType } from "../support/terraform-json";

const secretArns = ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:langfuse-test/*"];
const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/secrets";

const props: SecretStoreProps = {
  account: { accountId: "123456789012", region: "eu-west-1" },
  cluster: {
    name: "langfuse-test",
    oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/example.com",
    oidcIssuer: "example.com",
  },
  roleName: "langfuse-test-external-secrets",
  secretArns,
  keyArn,
  namespaces: ["langfuse", "clickhouse"],
  replicas: 2,
  after: [],
};

const json = synthesizeConstruct((stack) => {
  new SecretStore(stack, "secrets", props);
});

it("reads the given secrets and decrypts with their key, through Secrets Manager alone", () => {
  expect(statementsOf(ofType(json, "aws_iam_role_policy")[0])).toMatchObject([
    { Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], Resource: secretArns },
    {
      Action: ["kms:Decrypt"],
      Resource: [keyArn],
      Condition: { StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } },
    },
  ]);
});

it("gives the role to the controller's service account, before its pods start", () => {
  expect(ofType(json, "aws_eks_pod_identity_association")).toMatchObject([
    { arguments: { namespace: "external-secrets", service_account: "external-secrets" } },
  ]);
  expect(json.resource?.helm_release?.secrets_external_secrets_release?.depends_on).toEqual([
    "aws_eks_pod_identity_association.secrets_identity_association",
  ]);
});

it("serves the given namespaces, and needs no credentials of its own", () => {
  const [made] = manifestsOf(json);
  expect(made).toMatchObject({ kind: "ClusterSecretStore", metadata: { name: "aws" } });
  expect(made?.spec).toEqual({
    conditions: [{ namespaces: ["langfuse", "clickhouse"] }],
    provider: { aws: { service: "SecretsManager", region: "eu-west-1" } },
  });
});

it("lets a drain take one pod of the operator, and any that has crashed", () => {
  expect(manifestsOf(json)[1]).toMatchObject({
    kind: "PodDisruptionBudget",
    metadata: { namespace: "external-secrets" },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: { "app.kubernetes.io/name": "external-secrets" } },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  });
});

it("makes the store when its kind is there", () => {
  expect(json.resource?.helm_release?.secrets_secret_store_release?.depends_on).toEqual([
    "helm_release.secrets_external_secrets_release",
  ]);
});
