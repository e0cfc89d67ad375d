import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Account } from "./account";
import { Chart } from "./chart";
import { disruptionBudget } from "./deployment-companions";
import { CLUSTER_SECRET_STORE } from "./external-secret";
import { externalSecretsAccount } from "./external-secrets-roles";
import { type Manifest, Manifests } from "./manifests";
import { byWayOf } from "./policy";
import { type Permission, PodIdentity, type WorkloadIdentityProps } from "./workload-identity";
import { workloads } from "./workloads";

/** `external-secrets.io/v1`, as far as we set it.
 *  https://external-secrets.io/v2.9.0/api/clustersecretstore (2026-11) */
export interface ClusterSecretStore extends Manifest {
  readonly apiVersion: "external-secrets.io/v1";
  readonly kind: "ClusterSecretStore";
  readonly spec: {
    readonly conditions: readonly { readonly namespaces: readonly string[] }[];
    readonly provider: { readonly aws: { readonly service: "SecretsManager"; readonly region: string } };
  };
}

export interface SecretStoreProps {
  readonly account: Account;
  readonly cluster: WorkloadIdentityProps["cluster"];
  /** Of the role that reads the secrets. */
  readonly roleName: string;
  /** Secrets that namespaces may have, some of them perhaps by the first part of their name; nothing else can be read. */
  readonly secretArns: readonly string[];
  /** Key of those secrets. */
  readonly keyArn: string;
  /** Namespaces whose ExternalSecrets are served. */
  readonly namespaces: readonly string[];
  readonly replicas: number;
  /** Nodes, and namespaces with their roles. */
  readonly after: readonly ITerraformDependable[];
}

/** External Secrets, and the one store it reads: Secrets Manager, for named namespaces, as a role that can read named
 *  secrets. No key and no token is kept anywhere. */
export class SecretStore extends Construct {
  /** The store is there, and with it the kind `ExternalSecret`. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: SecretStoreProps) {
    super(scope, id);
    const { account, cluster, roleName, namespaces, replicas, after } = props;
    const { namespace, name: serviceAccount } = externalSecretsAccount;
    const { association } = new PodIdentity(this, "identity", {
      account,
      cluster,
      name: roleName,
      namespace,
      serviceAccount,
      permissions: permissions(props),
    });
    const operator = new Chart(this, "external-secrets", {
      namespace,
      wiring: { replicaCount: replicas },
      after: [...after, association],
    });
    this.ready = new Manifests(this, "secret-store", {
      namespace,
      manifests: [
        store(account.region, namespaces),
        disruptionBudget({ name: "external-secrets", ...workloads["external-secrets"] }),
      ],
      after: [operator.release],
    }).release;
  }
}

function permissions({ account, secretArns, keyArn }: SecretStoreProps): Permission[] {
  return [
    {
      sid: "Read",
      actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
      resources: secretArns,
    },
    {
      sid: "Decrypt",
      actions: ["kms:Decrypt"],
      resources: [keyArn],
      conditions: byWayOf("secretsmanager", account),
    },
  ];
}

function store(region: string, namespaces: readonly string[]): ClusterSecretStore {
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ClusterSecretStore",
    metadata: { name: CLUSTER_SECRET_STORE },
    spec: {
      conditions: [{ namespaces }],
      provider: { aws: { service: "SecretsManager", region } },
    },
  };
}
