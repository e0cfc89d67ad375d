import { databasePod, databaseVolume } from "./clickhouse-pod";
import type { Manifest } from "./manifests";
import { namespaces } from "./namespaces";

/** `clickhouse-keeper.altinity.com/v1`, as far as we set it.
 *  https://github.com/Altinity/clickhouse-operator/blob/0.25.6/docs/chk-examples/02-extended-3-nodes.yaml */
export interface KeeperInstallation extends Manifest {
  readonly apiVersion: "clickhouse-keeper.altinity.com/v1";
  readonly kind: "ClickHouseKeeperInstallation";
  readonly spec: {
    readonly configuration: {
      readonly clusters: readonly {
        readonly name: string;
        readonly pdbManaged: "yes";
        readonly pdbMaxUnavailable: number;
        readonly layout: { readonly replicasCount: number };
      }[];
      readonly settings: Readonly<Record<string, string>>;
    };
    readonly defaults: InstallationDefaults;
    readonly templates: {
      readonly podTemplates: readonly ReturnType<typeof databasePod>[];
      readonly volumeClaimTemplates: readonly ReturnType<typeof databaseVolume>[];
    };
  };
}

/** Templates that every host of an installation uses. */
export interface InstallationDefaults {
  readonly templates: Readonly<Record<string, string>>;
  readonly storageManagement?: { readonly provisioner: "Operator"; readonly reclaimPolicy: "Retain" };
}

/** Name, address and labels of Keeper, for its clients and for network policies. */
export const keeper = {
  name: "langfuse",
  /** Service of all members, made by the operator. */
  host: `keeper-langfuse.${namespaces.clickhouse}.svc.cluster.local`,
  port: 2181,
  /** Between the members, as the operator sets it. */
  raftPort: 9444,
  metricsPort: 7000,
  labels: { "clickhouse-keeper.altinity.com/chk": "langfuse" },
} as const;

export interface KeeperProps {
  /** Odd. */
  readonly members: number;
  readonly image: string;
  readonly priorityClassName: string;
  readonly serviceAccountName: string;
}

/** The memory of which replica has which part. It keeps its data on volumes of its own from the first member on, because
 *  a member that comes back empty can take the others' data with it (Altinity/clickhouse-operator issue 1639).
 *  Cost: 1 USD a month for the volume of each member (aws.amazon.com/ebs/pricing, 2026-11). */
export function keeperInstallation({ members, ...pod }: KeeperProps): KeeperInstallation {
  return {
    apiVersion: "clickhouse-keeper.altinity.com/v1",
    kind: "ClickHouseKeeperInstallation",
    metadata: { name: keeper.name, namespace: namespaces.clickhouse },
    spec: {
      configuration: {
        clusters: [
          {
            name: "default",
            // One at a time leaves two of three, which are a quorum; a single member is a short outage.
            pdbManaged: "yes",
            pdbMaxUnavailable: 1,
            layout: { replicasCount: members },
          },
        ],
        settings: {
          "logger/level": "information",
          "logger/console": "true",
          "logger/size": "100M",
          "logger/count": "3",
          listen_host: "0.0.0.0",
          // What an operator asks at night; not `*`, which would let anybody in the network stop a member.
          "keeper_server/four_letter_word_white_list": "ruok,mntr,srvr,stat,isro",
          "keeper_server/coordination_settings/raft_logs_level": "information",
          "prometheus/endpoint": "/metrics",
          "prometheus/port": `${keeper.metricsPort}`,
          "prometheus/metrics": "true",
          "prometheus/events": "true",
          "prometheus/asynchronous_metrics": "true",
          "prometheus/status_info": "false",
        },
      },
      defaults: { templates: { podTemplate: "default", dataVolumeClaimTemplate: "data" } },
      templates: {
        podTemplates: [
          databasePod({
            ...pod,
            container: "clickhouse-keeper",
            labels: keeper.labels,
            cpus: 0.25,
            memoryGib: 1,
            metricsPort: keeper.metricsPort,
          }),
        ],
        volumeClaimTemplates: [databaseVolume(10)],
      },
    },
  };
}
