import { dev } from "../../environments/dev";
import { prod } from "../../environments/prod";
import { dependenciesOf, synthesizedStack } from "../support/platform";
import { ofType, reference } from "../support/terraform-json";

const argumentsOf = (stack: string) => ofType(synthesizedStack(stack).json, "aws_eks_cluster")[0]?.arguments;

const fromNetwork = (environment: string, output: string) =>
  reference(`data.terraform_remote_state.${environment}_network.outputs.${output}`);

it("is named as the environment", () => {
  expect(argumentsOf("prod-cluster")).toMatchObject({ name: "langfuse-prod", version: "1.36" });
});

it("waits for the network and for nothing else", () => {
  expect(dependenciesOf("dev-cluster")).toEqual(["dev-network"]);
});

it("lives in the private subnets", () => {
  expect(argumentsOf("dev-cluster")?.vpc_config).toMatchObject({
    subnet_ids: [1, 2, 3].map((zone) => fromNetwork("dev", `aws_subnet_vpc_private_subnet_${zone}_id`)),
  });
});

it("opens its API as far as the environment says", () => {
  expect(dev.cluster.api).toEqual({ kind: "public", allowList: expect.any(Array) });
  expect(argumentsOf("dev-cluster")?.vpc_config).toMatchObject({
    public_access_cidrs: "allowList" in dev.cluster.api && dev.cluster.api.allowList,
  });
  expect(argumentsOf("prod-cluster")?.vpc_config).toMatchObject({ endpoint_public_access: false });
});

it("lets runners inside the VPC reach the API", () => {
  expect(ofType(synthesizedStack("prod-cluster").json, "aws_vpc_security_group_ingress_rule")).toMatchObject([
    {
      arguments: {
        referenced_security_group_id: fromNetwork("prod", "aws_security_group_operator_group_id"),
      },
    },
  ]);
});

it("is protected where the environment protects its data", () => {
  expect(argumentsOf("prod-cluster")).toMatchObject({ deletion_protection: true });
  expect(argumentsOf("dev-cluster")).toMatchObject({ deletion_protection: false });
});

it("encrypts its logs with the key of the network stack", () => {
  expect(ofType(synthesizedStack("prod-cluster").json, "aws_cloudwatch_log_group")).toMatchObject([
    {
      arguments: { retention_in_days: 365, kms_key_id: fromNetwork("prod", "aws_kms_key_logs_key_key_arn") },
    },
  ]);
});

it("admits the deploy role of the bootstrap, the nodes and whom the environment lists", () => {
  const entries = ofType(synthesizedStack("prod-cluster").json, "aws_eks_access_entry");
  const { admins, operators, viewers } = prod.cluster.access;
  const admitted = [
    reference("aws_iam_role.cluster_nodes_role.arn"),
    `arn:aws:iam::${prod.accountId}:role/langfuse-prod-deploy`,
    ...admins,
    ...operators,
    ...viewers,
  ];
  expect(entries.map(({ arguments: { principal_arn } }) => principal_arn).sort()).toEqual(admitted.sort());
});

it("gives nobody but administrators more than a view by AWS's own policies", () => {
  const associations = ofType(synthesizedStack("prod-cluster").json, "aws_eks_access_policy_association");
  const policyOf = (role: string) => {
    const name = (role.split("/").at(-1) ?? role).replaceAll("-", "_");
    return associations.filter((one) => one.name.includes(name)).map(({ arguments: block }) => block);
  };
  const { operators, viewers } = prod.cluster.access;
  for (const role of [...operators, ...viewers])
    expect(policyOf(role)).toMatchObject([
      { policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy" },
    ]);
});
