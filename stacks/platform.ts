import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { ApplicationSecretsHandle } from "../constructs/application-secrets";
import type { CacheEndpoint } from "../constructs/cache";
import { Chart } from "../constructs/chart";
import { releaseClickHouseOperator } from "../constructs/clickhouse-operator-release";
import { clickHouseOperatorRoles } from "../constructs/clickhouse-operator-roles";
import type { ClusterHandle } from "../constructs/cluster";
import { defaultNamespace } from "../constructs/default-namespace";
import { externalSecretsRoles } from "../constructs/external-secrets-roles";
import { flows } from "../constructs/flows";
import { GeneratedSecret } from "../constructs/generated-secret";
import { Manifests } from "../constructs/manifests";
import { MetricsServer } from "../constructs/metrics-server";
import { controllerNamespaces, namespaceManifests, namespaces } from "../constructs/namespaces";
import { networkPolicies } from "../constructs/network-policy";
import { networks } from "../constructs/networks";
import { networkPolicyController, nodeClass } from "../constructs/node-class";
import { clickHouseNodePool, generalNodePool } from "../constructs/node-pool";
import { observerRole } from "../constructs/observer-role";
import { operatorLimits } from "../constructs/operator-limits";
import { operatorRoles } from "../constructs/operator-roles";
import type { PostgresEndpoint } from "../constructs/postgres";
import { priorityClassManifests } from "../constructs/priority-class";
import { autoscalerBudgets, queueTrigger } from "../constructs/queue-trigger";
import { SecretStore } from "../constructs/secret-store";
import { serviceNetwork } from "../constructs/service-network";
import { storageClassManifests } from "../constructs/storage-class";
import type { VpcHandle } from "../constructs/vpc";
import { absentWorkloads } from "../constructs/workloads";
import type { Environment } from "../environments/schema";
import { InClusterStack } from "./in-cluster-stack";

export interface PlatformStackProps {
  readonly vpc: VpcHandle;
  readonly cluster: ClusterHandle;
  readonly secrets: ApplicationSecretsHandle;
  readonly postgres: PostgresEndpoint;
  readonly cache: CacheEndpoint;
}

/** Namespaces that get Secrets from Secrets Manager. */
const SECRET_NAMESPACES = [
  namespaces.langfuse,
  namespaces.clickhouse,
  namespaces.observability,
  namespaces.restoreDrill,
  controllerNamespaces.clickHouseOperator,
  controllerNamespaces.keda,
];

/** What workloads find when they arrive: nodes, storage, metrics, and the operators whose custom resources they use. */
export class PlatformStack extends InClusterStack {
  constructor(
    scope: Construct,
    environment: Environment,
    private readonly props: PlatformStackProps,
  ) {
    super(scope, environment, "platform", props.cluster);
    this.provideKubernetes(props.cluster);
    defaultNamespace(this, "default-namespace");
    const foundation = this.foundation();
    const tenancy = this.tenancy();
    new MetricsServer(this, "metrics-server", {
      clusterName: props.cluster.name,
      nodePools: foundation.release,
    });
    const { ready } = this.secretStore([foundation.release, tenancy.release]);
    releaseClickHouseOperator(this, { passwordArn: this.operatorPasswordArn(), after: [ready] });
    this.autoscaler(ready);
  }

  /** Two where people notice that nothing reconciles while a node is replaced. */
  private get replicas(): number {
    return this.environment.serviceLevel === "production" ? 2 : 1;
  }

  /** What the cluster itself lacks. */
  private foundation(): Manifests {
    const { vpc, cluster } = this.props;
    const { architecture, pools } = this.environment.cluster;
    return new Manifests(this, "foundation", {
      namespace: "kube-system",
      manifests: [
        networkPolicyController,
        nodeClass({
          nodeRoleName: cluster.nodeRoleName,
          subnetIds: vpc.privateSubnetIds,
          securityGroupIds: [cluster.securityGroupId, vpc.workloadSecurityGroupId],
          volumesKeyArn: cluster.volumesKeyArn,
        }),
        generalNodePool({ architecture, ...pools.general }),
        clickHouseNodePool({ architecture, ...pools.clickhouse }),
        ...storageClassManifests(cluster.volumesKeyArn),
        ...observerRole(),
      ],
    });
  }

  /** Who lives in the cluster, who may do what there, and who may speak to whom. */
  private tenancy(): Manifests {
    const balanced = this.environment.grafana.exposure === "load-balancer" ? [namespaces.observability] : [];
    const spaces = namespaceManifests({ balanced: [namespaces.langfuse, ...balanced] });
    return new Manifests(this, "tenancy", {
      namespace: "kube-system",
      manifests: [
        ...spaces,
        ...priorityClassManifests(),
        ...externalSecretsRoles(SECRET_NAMESPACES),
        ...clickHouseOperatorRoles(),
        ...operatorRoles(Object.values(namespaces)),
        ...operatorLimits(),
        ...networkPolicies({
          // A pod that somebody starts without a namespace is on a node of ours like any other.
          namespaces: ["default", ...spaces.map(({ metadata }) => metadata.name)],
          flows,
          absent: absentWorkloads(this.environment),
          addresses: this.networks(),
        }),
      ],
    });
  }

  private networks(): ReturnType<typeof networks> {
    const { edge, network } = this.environment;
    const { vpc } = this.props;
    return networks({
      subnets: vpc.networks,
      services: serviceNetwork(network.vpc.cidr),
      internalLoadBalancer: edge.exposure === "internal",
      secretsManagerEndpoint: network.interfaceEndpoints.includes("secretsmanager"),
    });
  }

  private operatorPasswordArn(): string {
    const { rotations, protectData } = this.environment;
    return new GeneratedSecret(this, "clickhouse-operator-password", {
      name: `${this.prefix}/clickhouse-operator-password`,
      description: "Password of the operator in ClickHouse",
      keyArn: this.props.secrets.keyArn,
      generation: rotations.clickhouse,
      alphabet: "alphanumeric",
      length: 48,
      protect: protectData,
    }).arn;
  }

  private secretStore(after: readonly ITerraformDependable[]): SecretStore {
    const { cluster, secrets, postgres } = this.props;
    return new SecretStore(this, "secrets", {
      account: this.environment,
      cluster,
      roleName: `${this.prefix}-external-secrets`,
      // RDS names the master user's secret itself.
      secretArns: [secrets.arnPattern, postgres.masterSecretArn],
      keyArn: secrets.keyArn,
      namespaces: SECRET_NAMESPACES,
      replicas: this.replicas,
      after,
    });
  }

  private autoscaler(store: ITerraformDependable): void {
    const namespace = controllerNamespaces.keda;
    const keda = new Chart(this, "keda", {
      namespace,
      wiring: {
        watchNamespace: namespaces.langfuse,
        operator: { replicaCount: this.replicas },
        metricsServer: { replicaCount: this.replicas },
      },
      after: [store],
    });
    new Manifests(this, "queue-trigger", {
      namespace,
      manifests: [...queueTrigger(this.props.cache), ...autoscalerBudgets()],
      after: [keda.release],
    });
  }
}
