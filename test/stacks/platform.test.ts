import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { manifestsOf } from "../support/manifests";
import { dependenciesOf, synthesizedFolder, synthesizedStack } from "../support/platform";
import { statementsOf } from "../support/policies";
import { ofType, reference } from "../support/terraform-json";

const { json } = synthesizedStack("dev-platform");

const fromStack = (stack: string, output: string) =>
  reference(`data.terraform_remote_state.dev_${stack}.outputs.${output}`);

const manifest = (kind: string, name: string, stack = json) =>
  manifestsOf(stack).find((candidate) => candidate.kind === kind && candidate.metadata.name === name);

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
            args: expect.arrayContaining(["get-token", "--cluster-name", "--region", "eu-west-1"]),
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

/** A release of one environment, with the wiring that Helm merges over the file of values. */
function release(environment: string, address: string) {
  const { depends_on, values } =
    synthesizedStack(`${environment}-platform`).json.resource?.helm_release?.[`${address}_release`] ?? {};
  return { depends_on, wiring: JSON.parse(String([values].flat()[1] ?? "{}")) };
}

describe("External Secrets", () => {
  const address = "secrets_external_secrets";

  it("comes after nodes, its namespace and its roles", () => {
    expect(release("dev", address).depends_on).toEqual(
      expect.arrayContaining(["helm_release.foundation_release", "helm_release.tenancy_release"]),
    );
  });

  it.each([
    ["dev", 1],
    ["prod", 2],
  ])("runs in %s with %i replicas", (environment, replicaCount) => {
    expect(release(environment, address).wiring).toEqual({ replicaCount });
  });

  it("reads what bears the environment's name, and the master user that RDS names", () => {
    expect(statementsOf(ofType(json, "aws_iam_role_policy")[0])[0]?.Resource).toEqual([
      "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-dev/*",
      fromStack("data", "aws_db_instance_postgres_instance_master_user_secret_0_secret_arn"),
    ]);
  });

  it("may write a Secret in every namespace that it serves", () => {
    const store = manifest("ClusterSecretStore", "aws")?.spec as {
      conditions: { namespaces: string[] }[];
    };
    const written = manifestsOf(json).filter(
      ({ kind, metadata }) => kind === "Role" && metadata.name === "external-secrets",
    );
    expect(written.map(({ metadata }) => metadata.namespace)).toEqual(
      store.conditions.flatMap(({ namespaces }) => namespaces),
    );
  });

  it("serves every namespace that asks", () => {
    const asking = manifestsOf(json).filter(({ kind }) => kind === "ExternalSecret");
    expect(asking.map(({ metadata }) => metadata.namespace)).toEqual(["clickhouse-operator", "keda"]);
    expect(JSON.stringify(manifest("ClusterSecretStore", "aws"))).toContain(
      '["langfuse","clickhouse","clickhouse-operator","keda"]',
    );
  });
});

describe("the ClickHouse operator", () => {
  it("watches one namespace, which its roles are for", () => {
    expect(release("dev", "altinity_clickhouse_operator").wiring).toEqual({
      configs: { files: { "config.yaml": { watch: { namespaces: ["clickhouse"] } } } },
    });
  });

  it("has a password of its own, which rotates with those of ClickHouse", () => {
    const name = "clickhouse_operator_password";
    expect(json.resource?.aws_secretsmanager_secret?.[`${name}_secret`]).toMatchObject({
      name: "langfuse-dev/clickhouse-operator-password",
    });
    expect(json.resource?.aws_secretsmanager_secret_version?.[`${name}_version`]).toMatchObject({
      secret_string_wo_version: 1,
    });
    expect(manifest("ExternalSecret", "altinity-clickhouse-operator")?.spec).toMatchObject({
      target: { template: { data: { username: "clickhouse_operator" } } },
      data: [
        {
          secretKey: "password",
          remoteRef: { key: reference(`aws_secretsmanager_secret.${name}_secret.arn`) },
        },
      ],
    });
  });

  it("starts when its credentials are on their way, and they when the store is there", () => {
    expect(release("dev", "altinity_clickhouse_operator").depends_on).toEqual([
      "helm_release.clickhouse_operator_credentials_release",
    ]);
    expect(release("dev", "clickhouse_operator_credentials").depends_on).toEqual([
      "helm_release.secrets_secret_store_release",
    ]);
  });
});

describe("KEDA", () => {
  it.each([
    ["dev", 1],
    ["prod", 2],
  ])("watches Langfuse alone, in %s with %i replicas", (environment, replicaCount) => {
    expect(release(environment, "keda").wiring).toEqual({
      watchNamespace: "langfuse",
      operator: { replicaCount },
      metricsServer: { replicaCount },
    });
  });

  it("asks the queue with the cache's password", () => {
    expect(manifest("ExternalSecret", "queue")?.spec).toMatchObject({
      data: [
        {
          secretKey: "password",
          remoteRef: {
            key: fromStack("data", "aws_secretsmanager_secret_secrets_cache_password_secret_arn"),
          },
        },
      ],
    });
    expect(release("dev", "queue_trigger").depends_on).toEqual(["helm_release.keda_release"]);
  });
});

describe("network policies", () => {
  const policies = manifestsOf(json).filter(({ kind }) => kind === "NetworkPolicy");

  it("close every namespace of ours", () => {
    const spaces = manifestsOf(json).filter(({ kind }) => kind === "Namespace");
    expect(
      policies
        .filter(({ metadata }) => metadata.name === "default-deny")
        .map(({ metadata }) => metadata.namespace),
    ).toEqual(spaces.map(({ metadata }) => metadata.name));
  });

  it("admit the load balancer from the subnets in which it stands", () => {
    expect(manifest("NetworkPolicy", "web")?.spec).toMatchObject({
      ingress: [
        {
          from: ["10.10.192.0/22", "10.10.196.0/22", "10.10.200.0/22"].map((cidr) => ({ ipBlock: { cidr } })),
          ports: [{ port: 3000 }],
        },
      ],
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
