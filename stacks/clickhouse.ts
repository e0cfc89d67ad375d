import type { Construct } from "constructs";
import { type ClickHouseEndpoint, clickHouseInstallation, clickhouse } from "../constructs/clickhouse";
import { keeperInstallation } from "../constructs/clickhouse-keeper";
import { spillBytes } from "../constructs/clickhouse-sizing";
import { topologyIsForLife } from "../constructs/clickhouse-topology";
import { clickHouseCredentials } from "../constructs/clickhouse-user";
import type { ClusterHandle } from "../constructs/cluster";
import { externalSecret } from "../constructs/external-secret";
import { images } from "../constructs/images";
import { Manifests } from "../constructs/manifests";
import { namespaces } from "../constructs/namespaces";
import { priorityClasses } from "../constructs/priority-class";
import { serviceAccount } from "../constructs/service-account";
import type { Environment } from "../environments/schema";
import { InClusterStack } from "./in-cluster-stack";

export interface ClickHouseStackProps {
  readonly cluster: ClusterHandle;
  readonly passwordSecretArn: string;
}

const SERVICE_ACCOUNT = "clickhouse";

/** The trace store, in a release of its own: removing Langfuse never removes traces, and removing this stack leaves the
 *  volumes. */
export class ClickHouseStack extends InClusterStack {
  readonly clickhouse: ClickHouseEndpoint;

  constructor(
    scope: Construct,
    environment: Environment,
    { cluster, passwordSecretArn }: ClickHouseStackProps,
  ) {
    super(scope, environment, "clickhouse", cluster);
    const { replicas, keepers, ...size } = environment.clickhouse;
    const pod = { priorityClassName: priorityClasses.data, serviceAccountName: SERVICE_ACCOUNT };
    new Manifests(this, "clickhouse", {
      namespace: namespaces.clickhouse,
      manifests: [
        serviceAccount({ name: SERVICE_ACCOUNT, namespace: namespaces.clickhouse }),
        externalSecret({
          name: clickHouseCredentials.secret,
          namespace: namespaces.clickhouse,
          data: { [clickHouseCredentials.passwordKey]: { secretArn: passwordSecretArn } },
        }),
        ...topologyIsForLife(),
        keeperInstallation({ ...pod, members: keepers, image: images.keeper }),
        clickHouseInstallation({ ...pod, ...size, replicas, image: images.clickhouse }),
      ],
    });
    const { host, httpPort, nativePort, database } = clickhouse;
    const { username } = clickHouseCredentials;
    this.clickhouse = { host, httpPort, nativePort, database, username, spillBytes: spillBytes(size) };
  }
}
