import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { Construct } from "constructs";
import { CacheUser, type PasswordSecret } from "./cache-user";
import { LogGroup } from "./log-group";
import { SecurityGroup } from "./security-group";
import type { VpcHandle } from "./vpc";

/** What a consumer needs in order to connect; safe to hand to another stack. */
export interface CacheEndpoint {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  /** Secret with the password of `username`; alphanumeric, because Langfuse does not URL-encode it. */
  readonly passwordSecretArn: string;
}

export interface CacheProps {
  /** Of the replication group, and first part of the name of whatever belongs to it; at most 35 characters. */
  readonly name: string;
  readonly vpc: VpcHandle;
  readonly nodeType: string;
  /** Copies beside the primary, each in another zone; with one, a lost primary is replaced within a minute or two. */
  readonly replicas: number;
  readonly snapshotDays: number;
  readonly logDays: number;
  /** Encrypts disk and snapshots. */
  readonly dataKeyArn: string;
  readonly logsKeyArn: string;
  readonly password: PasswordSecret;
  /** Refuse to be destroyed and, when forced, leave a snapshot; changes wait for the window. */
  readonly protect: boolean;
}

const PORT = 6379;
const USERNAME = "langfuse";
const FAMILY = "valkey8";
/** Minor version of the engine; ElastiCache adds the newest patch. */
export const VALKEY_VERSION = "8.2";

/** The queue between ingestion and storage, and a cache. ElastiCache for Valkey, encrypted, TLS only, open to workloads
 *  only; never evicts, because what it would evict are jobs.
 *  Cost: about 38 USD a month and node for cache.t4g.medium and 92 for cache.m7g.large in us-east-1
 *  (aws.amazon.com/elasticache/pricing). */
export class Cache extends Construct {
  readonly endpoint: CacheEndpoint;

  constructor(scope: Construct, id: string, props: CacheProps) {
    super(scope, id);
    const { name, replicas, protect } = props;
    const securityGroupId = this.securityGroupId(props);
    const user = new CacheUser(this, "user", { name, username: USERNAME, password: props.password });
    const group = new ElasticacheReplicationGroup(this, "group", {
      replicationGroupId: name,
      description: "Queue and cache of Langfuse",
      engine: "valkey",
      engineVersion: VALKEY_VERSION,
      autoMinorVersionUpgrade: "true",
      parameterGroupName: this.parameterGroupName(name),
      nodeType: props.nodeType,
      numCacheClusters: 1 + replicas,
      automaticFailoverEnabled: replicas > 0,
      multiAzEnabled: replicas > 0,
      port: PORT,
      subnetGroupName: this.subnetGroupName(props),
      securityGroupIds: [securityGroupId],
      userGroupIds: [user.userGroupId],
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      atRestEncryptionEnabled: "true",
      kmsKeyId: props.dataKeyArn,
      logDeliveryConfiguration: this.logDelivery(props),
      snapshotRetentionLimit: props.snapshotDays,
      // In UTC; ElastiCache refuses windows that overlap.
      snapshotWindow: "02:30-03:30",
      maintenanceWindow: "sun:04:00-sun:05:00",
      applyImmediately: !protect,
      // Unique for the reason that constructs/postgres.ts gives.
      finalSnapshotIdentifier: protect ? `${name}-final-${securityGroupId}` : undefined,
      lifecycle: { preventDestroy: protect },
    });
    this.endpoint = {
      host: group.primaryEndpointAddress,
      port: PORT,
      username: USERNAME,
      passwordSecretArn: props.password.arn,
    };
  }

  private securityGroupId({ name, vpc }: CacheProps): string {
    const group = new SecurityGroup(this, "security-group", {
      vpcId: vpc.vpcId,
      name,
      description: "The queue and cache of Langfuse",
    });
    group.allowFrom("workloads", {
      description: "Langfuse, its autoscaler and its metrics",
      port: PORT,
      peer: { securityGroupId: vpc.workloadSecurityGroupId },
    });
    return group.id;
  }

  private subnetGroupName({ name, vpc }: CacheProps): string {
    return new ElasticacheSubnetGroup(this, "subnets", { name, subnetIds: [...vpc.dataSubnetIds] }).name;
  }

  private parameterGroupName(name: string): string {
    return new ElasticacheParameterGroup(this, "parameters", {
      name: `${name}-${FAMILY}`,
      family: FAMILY,
      description: `Settings of ${name}`,
      parameter: [
        { name: "maxmemory-policy", value: "noeviction" },
        // Seconds after which an idle connection is closed; zero is never: workers wait for jobs on idle ones.
        { name: "timeout", value: "0" },
      ],
      // A major upgrade needs the new group before the nodes can leave the old one.
      lifecycle: { createBeforeDestroy: true },
    }).name;
  }

  private logDelivery({ name, logDays, logsKeyArn }: CacheProps) {
    return ["slow-log", "engine-log"].map((logType) => ({
      destination: new LogGroup(this, logType, {
        // Below this prefix the resource policy of log delivery does not grow with every group.
        name: `/aws/vendedlogs/elasticache/${name}/${logType}`,
        retentionInDays: logDays,
        keyArn: logsKeyArn,
      }).name,
      destinationType: "cloudwatch-logs",
      logFormat: "json",
      logType,
    }));
  }
}
