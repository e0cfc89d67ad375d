import { z } from "zod";
import { accountId, allowList, arnOf, cidr, days, dnsName, region, resourceId, slug } from "./fields";
import { checkEnvironment } from "./rules";

const vpc = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("create"),
    /** IPv4 range of the VPC, /16 to /20; it must not overlap with another environment's. */
    cidr,
    /** `per-zone` survives the loss of a zone; `single` costs a third and does not. */
    nat: z.enum(["single", "per-zone"]),
  }),
  z.strictObject({
    kind: z.literal("existing"),
    vpcId: resourceId("vpc"),
    cidr,
    /** One per zone, in the order of `zones`; routed to an internet gateway. */
    publicSubnetIds: z.array(resourceId("subnet")),
    /** One per zone, in the order of `zones`; routed to a NAT; at least /20 each for pods. */
    privateSubnetIds: z.array(resourceId("subnet")),
    /** One per zone, in the order of `zones`; without a route to the internet. */
    dataSubnetIds: z.array(resourceId("subnet")),
  }),
]);

/** A retention that CloudWatch Logs offers. */
const logDays = z.union([30, 60, 90, 180, 365].map((value) => z.literal(value)));

const network = z.strictObject({
  vpc,
  /** AWS services that pods and nodes reach without NAT, by their short endpoint name; S3 is always private. */
  interfaceEndpoints: z.array(z.string().regex(/^[a-z0-9.-]+$/)),
  /** Days of VPC flow logs and of load balancer and firewall logs. */
  logDays,
});

const edge = z.strictObject({
  /** Host name of the user interface and of the API. */
  domain: dnsName,
  zone: z.discriminatedUnion("kind", [
    /** A new public zone; its name servers must be delegated by the parent before the certificate validates. */
    z.strictObject({ kind: z.literal("create"), name: dnsName }),
    z.strictObject({
      kind: z.literal("existing"),
      zoneId: z.string().regex(/^Z[A-Z0-9]{5,31}$/, "must be a hosted zone id such as 'Z0123456789ABC'"),
    }),
  ]),
  certificate: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("create") }),
    z.strictObject({ kind: z.literal("existing"), arn: arnOf("acm") }),
  ]),
  /** `internal` gives the load balancer private addresses only. */
  exposure: z.enum(["internet", "internal"]),
  /** Who may open the user interface and the API that it uses. */
  interfaceAllowList: allowList,
  /** Who may send traces, scores and media: the paths under `/api/public`. */
  ingestionAllowList: allowList,
  /** Requests that one client address may send in five minutes before it is blocked. */
  requestsPerFiveMinutes: z.int().min(100).max(2_000_000_000),
});

const postgres = z.strictObject({
  /** RDS instance class; Graviton classes (`m7g`, `t4g`) cost about a fifth less. */
  instanceClass: z
    .string()
    .regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/, "must be an RDS class such as 'db.m7g.large'"),
  /** A synchronous standby in a second zone; failover takes one to two minutes. */
  standby: z.boolean(),
  storageGib: z.int().min(20).max(65_536),
  /** Storage grows by itself up to this size; it never shrinks. */
  maxStorageGib: z.int().min(22).max(65_536),
  /** Days for which any second can be restored. */
  backupDays: days(1, 35),
  /** Days of connection, slow query and schema change logs. */
  logDays,
});

const cache = z.strictObject({
  nodeType: z
    .string()
    .regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, "must be an ElastiCache type such as 'cache.m7g.large'"),
  /** Copies beside the primary, each in another zone; zero means that a node loss empties the queue. */
  replicas: z.int().min(0).max(5),
  snapshotDays: days(0, 35),
  /** Days of slow command and engine logs. */
  logDays,
});

const blobs = z.strictObject({
  /** Days for which ingested events can be replayed into ClickHouse; at least 30 is a recovery requirement. */
  eventsDays: days(30, 3650),
  exportsDays: days(1, 90),
  /** Days for which a deleted or overwritten object can be brought back. */
  noncurrentDays: days(7, 365),
  /** Days of access logs; the replay of lost events finds its keys in them. */
  accessLogDays: days(30, 3650),
  /** Days after which a backup is deleted; an incremental one needs the full one below it. */
  backupDays: days(1, 3650),
  /** Days for which a backup cannot be deleted without the right to bypass the lock. */
  backupLockDays: days(1, 365),
});

const nodePool = z.strictObject({
  /** EC2 instance categories; burstable `t` is missing because nodes must encrypt traffic between each other. */
  instanceCategories: z.array(z.enum(["c", "m", "r"])).min(1),
  /** Virtual CPUs of one node, smallest to largest that may be chosen. */
  instanceCpus: z.array(z.enum(["2", "4", "8", "16", "32", "48", "64"])).min(1),
  /** No node is added beyond this many virtual CPUs in the whole pool. */
  maxCpus: z.int().min(2).max(5_000),
});

const cluster = z.strictObject({
  /** Kubernetes, as EKS supports it without surcharge; 1.35 until 27 March 2027. EKS upgrades by itself afterwards.
   *  1.34 is missing because its turn comes on 2 December 2026
   *  (docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html, 2026-11). */
  version: z.enum(["1.35", "1.36"]),
  api: z.discriminatedUnion("kind", [
    /** Reached from inside the VPC only: deploy from a runner, VPN or session there. */
    z.strictObject({ kind: z.literal("private") }),
    z.strictObject({ kind: z.literal("public"), allowList: z.array(cidr).min(1) }),
  ]),
  /** IAM roles, by ARN, and what they may do in the cluster; the deploy role is always an administrator. */
  access: z.strictObject({
    /** Everything. Whoever deploys by hand must be here: stacks inside the cluster act as the caller. */
    admins: z.array(arnOf("iam")).min(1),
    /** On call: changes workloads, enters pods and reads secrets in the namespaces of the platform; reads the rest. */
    operators: z.array(arnOf("iam")),
    /** Read everything but secrets. */
    viewers: z.array(arnOf("iam")),
  }),
  architecture: z.enum(["arm64", "amd64"]),
  pools: z.strictObject({
    /** Langfuse, operators and monitoring. */
    general: nodePool.extend({
      /** Spot capacity is cheaper and can be taken away within two minutes. */
      spot: z.boolean(),
    }),
    /** ClickHouse and Keeper only: tainted, and on demand, because a volume waits for its node. */
    clickhouse: nodePool,
  }),
  /** Days of control-plane logs. */
  logDays: z.union([90, 180, 365].map((value) => z.literal(value))),
});

const delivery = z.strictObject({
  /** GitHub repository, as `owner/name`, whose environment of the same name as ours may assume the deploy role. */
  repository: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/,
      "must be a GitHub repository as 'owner/name', without a scheme or '.git'",
    ),
  /** Creates GitHub's identity provider, of which an AWS account holds one; false where it already exists. */
  createOidcProvider: z.boolean(),
});

/** Counts from one; raise it by one and the next deployment generates a new value. */
const generation = z.int().min(1);

const rotations = z.strictObject({
  /** Password of Langfuse in Postgres. */
  postgres: generation,
  /** Password of Langfuse in Valkey. */
  cache: generation,
  /** Password of Langfuse in ClickHouse. */
  clickhouse: generation,
  /** Signs sessions: a new value signs everybody out. */
  session: generation,
});

/** Everything in which one installation of the platform differs from another. */
export const environmentSchema = z
  .strictObject({
    /** Part of every physical name. This value cannot be changed after the first deployment. */
    name: slug,
    accountId,
    region,
    /** Three availability zones of the region. This value cannot be changed after the first deployment. */
    zones: z.array(z.string()).length(3, "must name three availability zones"),
    /** `production` when people depend on it: standby, a NAT per zone, long backups and a closed interface are then
     *  demanded of this file. `best-effort` may be down for an hour, or lost. */
    serviceLevel: z.enum(["best-effort", "production"]),
    /** Deletion protection, final snapshots and refusal to destroy whatever holds data. */
    protectData: z.boolean(),
    /** Tags of every resource, beside `environment`, `managed-by` and `application`. */
    tags: z.record(z.string().regex(/^[a-z][a-z0-9:_-]*$/), z.string().min(1).max(256)),
    network,
    edge,
    postgres,
    cache,
    blobs,
    /** Generations of the secrets that can be replaced; those that cannot are absent on purpose. */
    rotations,
    cluster,
    delivery,
  })
  .superRefine(checkEnvironment);

/** One validated environment. */
export type Environment = z.infer<typeof environmentSchema>;

/** What an environment file states, before validation. */
export type EnvironmentInput = z.input<typeof environmentSchema>;

/** Validates one environment file.
 *  @throws one error that lists every problem with its path */
export function defineEnvironment(input: EnvironmentInput): Environment {
  const result = environmentSchema.safeParse(input);
  if (result.success) return result.data;
  throw new Error(`environments/${String(input.name)}.ts is invalid:\n${z.prettifyError(result.error)}`);
}
