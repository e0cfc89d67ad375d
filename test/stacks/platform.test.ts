import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { planSubnets } from "../../constructs/subnets";
import { dev } from "../../environments/dev";
import { manifestsOf } from "../support/manifests";
import { dependenciesOf, synthesizedFolder, synthesizedStack } from "../support/platform";
import { fromStack, json, manifest } from "../support/platform-stack";
import { ofType, reference } from "../support/terraform-json";

it("waits for the cluster, the network, and the secrets among the data", () => {
  expect(dependenciesOf("dev-platform")).toEqual(["dev-cluster", "dev-data", "dev-network"]);
});

describe("the way into the cluster", () => {
  it("is a token made by the AWS CLI when Helm needs it", () => {
    expect(json.provider?.helm).toMatchObject([
      {
        kubernetes: {
          host: fromStack("cluster", "aws_eks_cluster_cluster_control_plane_endpoint"),
          exec: {
            api_version: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args: expect.arrayContaining(["get-token", "--cluster-name", "--region", dev.region]),
          },
        },
      },
    ]);
  });

  it("leaves no token in the state", () => {
    expect(Object.keys(json.data ?? {})).not.toContain("aws_eks_cluster_auth");
    expect(JSON.stringify(json.provider?.helm)).not.toContain('"token"');
  });

  it("verifies the API server", () => {
    const certificate =
      "data.terraform_remote_state.dev_cluster.outputs.aws_eks_cluster_cluster_control_plane";
    expect(json.provider?.helm).toMatchObject([
      {
        kubernetes: {
          cluster_ca_certificate: reference(`base64decode(${certificate}_certificate_authority_0_data)`),
        },
      },
    ]);
  });
});

describe("nodes", () => {
  it("live in the private subnets and wear the cluster's group and the workload's", () => {
    expect(manifest("NodeClass", "private")?.spec).toMatchObject({
      subnetSelectorTerms: [1, 2, 3].map((zone) => ({
        id: fromStack("network", `aws_subnet_vpc_private_subnet_${zone}_id`),
      })),
      securityGroupSelectorTerms: [
        {
          id: fromStack(
            "cluster",
            "aws_eks_cluster_cluster_control_plane_vpc_config_0_cluster_security_group_id",
          ),
        },
        { id: fromStack("network", "aws_security_group_workload_group_id") },
      ],
    });
  });

  it("share the key of volumes, and the role that the cluster admits", () => {
    const key = fromStack("cluster", "aws_kms_key_cluster_keys_volumes_key_arn");
    expect(manifest("NodeClass", "private")?.spec).toMatchObject({
      role: fromStack("cluster", "aws_iam_role_cluster_nodes_role_name"),
      ephemeralStorage: { kmsKeyID: key },
    });
    expect(manifest("StorageClass", "data")?.parameters).toMatchObject({ kmsKeyId: key });
    expect(manifest("StorageClass", "scratch")?.parameters).toMatchObject({ kmsKeyId: key });
  });

  it.each([
    ["dev", ["spot", "on-demand"], "16"],
    ["prod", ["on-demand"], "128"],
  ])("follow the profile of %s", (environment, capacityTypes, cpu) => {
    const { json: platform } = synthesizedStack(`${environment}-platform`);
    expect(manifest("NodePool", "general", platform)?.spec).toMatchObject({
      template: {
        spec: {
          requirements: expect.arrayContaining([
            { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
            { key: "karpenter.sh/capacity-type", operator: "In", values: capacityTypes },
          ]),
        },
      },
      limits: { cpu },
    });
  });

  it("of ClickHouse come from a pool of their own", () => {
    expect(manifest("NodePool", "clickhouse")?.spec).toMatchObject({
      template: { spec: { taints: [{ value: "clickhouse", effect: "NoSchedule" }] } },
    });
  });
});

it("enforces network policies and shows nodes to people", () => {
  expect(manifest("ConfigMap", "amazon-vpc-cni")).toBeDefined();
  expect(manifest("ClusterRoleBinding", "langfuse:observer")).toBeDefined();
});

it("installs the metrics server that EKS recommends, once there are nodes for it", () => {
  const [addon, ...others] = ofType(json, "aws_eks_addon");
  expect(others).toEqual([]);
  expect(addon?.arguments).toMatchObject({
    addon_name: "metrics-server",
    depends_on: ["helm_release.foundation_release"],
  });
  expect(addon?.arguments).not.toHaveProperty("addon_version");
});

describe("network policies", () => {
  const policies = manifestsOf(json).filter(({ kind }) => kind === "NetworkPolicy");

  it("close every namespace of ours, and the one that has no name", () => {
    const spaces = manifestsOf(json).filter(({ kind }) => kind === "Namespace");
    expect(
      policies
        .filter(({ metadata }) => metadata.name === "default-deny")
        .map(({ metadata }) => metadata.namespace),
    ).toEqual(["default", ...spaces.map(({ metadata }) => metadata.name)]);
  });

  it("admit the load balancer from the subnets in which it stands", () => {
    const { public: subnets } = planSubnets(dev.network.vpc.cidr);
    expect(manifest("NetworkPolicy", "web")?.spec).toMatchObject({
      ingress: expect.arrayContaining([
        {
          from: subnets.map((cidr) => ({ ipBlock: { cidr } })),
          ports: [{ port: 3000, protocol: "TCP" }],
        },
      ]),
    });
  });

  it("know DNS by its service's address, out of the range that the cluster serves from", () => {
    expect(JSON.stringify(manifest("NetworkPolicy", "worker"))).toContain('"172.20.0.10/32"');
    const { json: cluster } = synthesizedStack("dev-cluster");
    expect(ofType(cluster, "aws_eks_cluster")).toMatchObject([
      { arguments: { kubernetes_network_config: { service_ipv4_cidr: "172.20.0.0/16" } } },
    ]);
  });
});

describe("the local chart", () => {
  const folder = join(synthesizedFolder(), "stacks", "dev-platform");
  const chart = join(folder, String(json.resource?.helm_release?.foundation_release?.chart));

  it("travels with the stack", () => {
    expect(existsSync(join(chart, "Chart.yaml"))).toBe(true);
    expect(existsSync(join(chart, "templates", "manifests.yaml"))).toBe(true);
  });

  it("leaves no path of this machine behind", () => {
    const repository = resolve(__dirname, "..", "..");
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    expect(files.length).toBeGreaterThan(2);
    for (const file of files)
      expect(readFileSync(join(file.parentPath, file.name), "utf8")).not.toContain(repository);
  });
});
