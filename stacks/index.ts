import type { App } from "cdktf";
import type { Environment } from "../environments/schema";
import { ClickHouseStack } from "./clickhouse";
import { ClusterStack } from "./cluster";
import { DataStack } from "./data";
import { LangfuseStack } from "./langfuse";
import { NetworkStack } from "./network";
import { ObservabilityStack } from "./observability";
import { PlatformStack } from "./platform";

/** The whole platform of one environment, in the order it is deployed. Read this first. */
export function definePlatform(app: App, environment: Environment): void {
  const { vpc, logsKeyArn, alarmTopicArn, edge } = new NetworkStack(app, environment);
  const { secrets, postgres, cache, blobs, backups, copiesHandle } = new DataStack(app, environment, {
    vpc,
    logsKeyArn,
    alarmTopicArn,
  });
  const { cluster } = new ClusterStack(app, environment, { vpc, logsKeyArn });
  const platform = new PlatformStack(app, environment, { vpc, cluster, secrets, postgres, cache });
  const clickhouse = new ClickHouseStack(app, environment, {
    cluster,
    secrets,
    postgres,
    backups,
    blobs,
    copies: copiesHandle,
  });
  // Its operator, its nodes and its secret come from there.
  clickhouse.addDependency(platform);
  const langfuse = new LangfuseStack(app, environment, {
    edge,
    cluster,
    secrets,
    postgres,
    cache,
    blobs,
    clickhouse: clickhouse.clickhouse,
    clickhouseReaderPasswordArn: clickhouse.readerPasswordArn,
  });
  // Its migration writes to ClickHouse; its Secrets and its scaling come from the platform.
  langfuse.addDependency(clickhouse);
  langfuse.addDependency(platform);
  const observability = new ObservabilityStack(app, environment, { edge, cluster, secrets, cache });
  // Its namespace and its secrets come from there.
  observability.addDependency(platform);
}
