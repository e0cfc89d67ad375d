import type { Fields } from "./query";

/** How ElastiCache shows one kind of thing, and what such a thing refers to. */
export interface Kind {
  /** As operations name it, for example `User` in `CreateUser`. */
  readonly name: string;
  /** Attribute that holds the identifier. */
  readonly id: string;
  /** Attribute of `Describe<name>s` that holds the list. */
  readonly list: string;
  /** As ARNs name it. */
  readonly arn: string;
  /** Error code when it does not exist. */
  readonly missing: string;
  /** Whether replies about one thing wrap it in an element of its name. */
  readonly isWrapped: boolean;
  /** Kinds that it refers to, by attribute. */
  readonly references: Readonly<Record<string, Kind>>;
  /** What the API shows of the fields that were sent. */
  readonly show: (fields: Fields) => Fields;
}

/** Names of list elements that ElastiCache does not call `member`. */
export const MEMBERS = {
  CacheClusters: "CacheCluster",
  CacheNodes: "CacheNode",
  CacheParameterGroups: "CacheParameterGroup",
  CacheSubnetGroups: "CacheSubnetGroup",
  LogDeliveryConfigurations: "LogDeliveryConfiguration",
  MemberClusters: "ClusterId",
  NodeGroupMembers: "NodeGroupMember",
  NodeGroups: "NodeGroup",
  Parameters: "Parameter",
  ReplicationGroups: "ReplicationGroup",
  Subnets: "Subnet",
  TagList: "Tag",
};

const SUBNET_GROUP: Kind = {
  name: "CacheSubnetGroup",
  id: "CacheSubnetGroupName",
  list: "CacheSubnetGroups",
  arn: "subnetgroup",
  missing: "CacheSubnetGroupNotFoundFault",
  isWrapped: true,
  references: {},
  show: ({ SubnetIds, ...fields }) => ({
    ...fields,
    Subnets: listOf(SubnetIds).map((SubnetIdentifier) => ({ SubnetIdentifier })),
  }),
};

/** Settings of the engine. */
export const PARAMETER_GROUP: Kind = {
  name: "CacheParameterGroup",
  id: "CacheParameterGroupName",
  list: "CacheParameterGroups",
  arn: "parametergroup",
  missing: "CacheParameterGroupNotFound",
  isWrapped: true,
  references: {},
  show: ({ ParameterNameValues: _, ...fields }) => fields,
};

const USER: Kind = {
  name: "User",
  id: "UserId",
  list: "Users",
  arn: "user",
  missing: "UserNotFound",
  isWrapped: false,
  references: {},
  // ElastiCache never shows a password.
  show: ({ Passwords, ...fields }) => ({
    ...fields,
    Status: "active",
    Authentication: { Type: "password", PasswordCount: listOf(Passwords).length },
  }),
};

const USER_GROUP: Kind = {
  name: "UserGroup",
  id: "UserGroupId",
  list: "UserGroups",
  arn: "usergroup",
  missing: "UserGroupNotFound",
  isWrapped: false,
  references: { UserIds: USER },
  show: (fields) => ({ ...fields, Status: "active" }),
};

/** A primary and its replicas. */
export const REPLICATION_GROUP: Kind = {
  name: "ReplicationGroup",
  id: "ReplicationGroupId",
  list: "ReplicationGroups",
  arn: "replicationgroup",
  missing: "ReplicationGroupNotFoundFault",
  isWrapped: true,
  references: {
    CacheSubnetGroupName: SUBNET_GROUP,
    CacheParameterGroupName: PARAMETER_GROUP,
    UserGroupIds: USER_GROUP,
  },
  show: showReplicationGroup,
};

/** Everything that the shim keeps. */
export const KINDS: readonly Kind[] = [SUBNET_GROUP, PARAMETER_GROUP, USER, USER_GROUP, REPLICATION_GROUP];

/** Identifiers of the nodes of a replication group. */
export function nodesOf({ ReplicationGroupId, NumCacheClusters }: Fields): string[] {
  const numbers = Array.from({ length: Number(NumCacheClusters) }, (_, index) => index + 1);
  return numbers.map((number) => `${ReplicationGroupId}-${String(number).padStart(3, "0")}`);
}

/** One node of a replication group, as `DescribeCacheClusters` shows it. */
export function cacheCluster(node: string, group: Fields): Fields {
  const { CacheParameterGroupName, EngineVersion, Port, SecurityGroupIds } = group;
  return {
    ...group,
    CacheClusterId: node,
    CacheClusterStatus: "available",
    // Two numbers are asked for; AWS answers with the patch that runs.
    EngineVersion: `${EngineVersion}.1`,
    CacheParameterGroup: { CacheParameterGroupName },
    SecurityGroups: listOf(SecurityGroupIds).map((SecurityGroupId) => ({ SecurityGroupId })),
    CacheNodes: [{ CacheNodeId: "0001", Endpoint: { Address: `${node}.cache.invalid`, Port } }],
  };
}

/** A list that was perhaps not sent. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function showReplicationGroup(fields: Fields): Fields {
  const { ReplicationGroupId: id, Port } = fields;
  const onOff = (value: unknown) => (value === "true" ? "enabled" : "disabled");
  const nodes = nodesOf(fields);
  return {
    ...fields,
    Description: fields.ReplicationGroupDescription,
    Status: "available",
    AutomaticFailover: onOff(fields.AutomaticFailoverEnabled),
    MultiAZ: onOff(fields.MultiAZEnabled),
    ClusterEnabled: false,
    ClusterMode: "disabled",
    AuthTokenEnabled: false,
    MemberClusters: nodes,
    NodeGroups: [
      {
        NodeGroupId: "0001",
        Status: "available",
        PrimaryEndpoint: { Address: `master.${id}.cache.invalid`, Port },
        ReaderEndpoint: { Address: `replica.${id}.cache.invalid`, Port },
        NodeGroupMembers: nodes.map((CacheClusterId) => ({ CacheClusterId, CacheNodeId: "0001" })),
      },
    ],
    LogDeliveryConfigurations: fields.LogDeliveryConfigurations,
  };
}
