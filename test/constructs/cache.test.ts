import { Cache, type CacheProps } from "../../constructs/cache";
import { synthesizeConstruct } from "../support/construct";
import { ofType, reference } from "../support/terraform-json";
import { vpc } from "../support/vpc";
import { minutesOf } from "../support/windows";

const props: CacheProps = {
  name: "langfuse-test-cache",
  vpc,
  nodeType: "cache.t4g.medium",
  replicas: 1,
  snapshotDays: 3,
  logDays: 30,
  dataKeyArn: "data-key",
  logsKeyArn: "logs-key",
  password: { arn: "password-secret", versionId: "v1" },
  protect: true,
};

function cache(change: Partial<CacheProps> = {}) {
  const json = synthesizeConstruct((stack) => {
    new Cache(stack, "cache", { ...props, ...change });
  });
  return { json, group: json.resource?.aws_elasticache_replication_group?.cache_group };
}

it("never evicts, because what it would evict are jobs, and never closes an idle worker's connection", () => {
  const { json, group } = cache();
  expect(group).toMatchObject({
    parameter_group_name: reference("aws_elasticache_parameter_group.cache_parameters.name"),
  });
  expect(ofType(json, "aws_elasticache_parameter_group")).toMatchObject([
    {
      arguments: {
        family: "valkey8",
        parameter: [
          { name: "maxmemory-policy", value: "noeviction" },
          { name: "timeout", value: "0" },
        ],
      },
    },
  ]);
});

it("is Valkey 8, encrypted at rest and on the wire", () => {
  expect(cache().group).toMatchObject({
    engine: "valkey",
    engine_version: expect.stringMatching(/^8\./),
    at_rest_encryption_enabled: "true",
    kms_key_id: "data-key",
    transit_encryption_enabled: true,
    transit_encryption_mode: "required",
  });
});

it.each([
  { replicas: 0, nodes: 1, failover: false },
  { replicas: 2, nodes: 3, failover: true },
])("fails over when it has somewhere to go: $replicas replicas", ({ replicas, nodes, failover }) => {
  expect(cache({ replicas }).group).toMatchObject({
    num_cache_clusters: nodes,
    automatic_failover_enabled: failover,
    multi_az_enabled: failover,
  });
});

it("admits no one but its one user", () => {
  const { group } = cache();
  expect(group).toMatchObject({
    user_group_ids: [reference("aws_elasticache_user_group.cache_user_group.id")],
  });
  expect(group).not.toHaveProperty("auth_token");
});

it("admits workloads on one port, in the tier without a route out, and lets nothing out", () => {
  const { json } = cache();
  expect(ofType(json, "aws_vpc_security_group_ingress_rule")).toMatchObject([
    {
      arguments: {
        referenced_security_group_id: "sg-workload",
        ip_protocol: "tcp",
        from_port: 6379,
        to_port: 6379,
      },
    },
  ]);
  expect(ofType(json, "aws_vpc_security_group_egress_rule")).toEqual([]);
  expect(ofType(json, "aws_elasticache_subnet_group")).toMatchObject([
    { arguments: { subnet_ids: ["subnet-1", "subnet-2", "subnet-3"] } },
  ]);
});

it("takes snapshots and is maintained at different times", () => {
  const { group } = cache();
  const snapshot = minutesOf(group?.snapshot_window);
  const maintenance = minutesOf(group?.maintenance_window);
  expect([snapshot.size, maintenance.size]).toEqual([7 * 60, 60]);
  expect([...maintenance].filter((minute) => snapshot.has(minute))).toEqual([]);
});

it("writes slow commands and engine messages to encrypted groups that forget", () => {
  const { json, group } = cache();
  const logs = ["slow", "engine"];
  expect(group?.log_delivery_configuration).toMatchObject(
    logs.map((log) => ({
      log_type: `${log}-log`,
      destination: reference(`aws_cloudwatch_log_group.cache_${log}_log_group.name`),
      destination_type: "cloudwatch-logs",
    })),
  );
  for (const log of logs)
    expect(json.resource?.aws_cloudwatch_log_group?.[`cache_${log}_log_group`]).toMatchObject({
      name: `/aws/vendedlogs/elasticache/langfuse-test-cache/${log}-log`,
      retention_in_days: 30,
      kms_key_id: "logs-key",
    });
});

it("refuses to be destroyed and leaves a snapshot, whose name no earlier installation took", () => {
  expect(cache().group).toMatchObject({
    apply_immediately: false,
    final_snapshot_identifier: `langfuse-test-cache-final-${reference("aws_security_group.cache_security_group_group.id")}`,
    lifecycle: { prevent_destroy: true },
  });
});

it("leaves nothing behind where nothing is protected", () => {
  const { group } = cache({ protect: false });
  expect(group).toMatchObject({ apply_immediately: true, lifecycle: { prevent_destroy: false } });
  expect(group).not.toHaveProperty("final_snapshot_identifier");
});
