import { type ClickHouseProps, clickHouseInstallation } from "../../constructs/clickhouse";
import { keeperInstallation } from "../../constructs/clickhouse-keeper";
import { systemLogs } from "../../constructs/clickhouse-system-logs";
import { topologyIsForLife } from "../../constructs/clickhouse-topology";

const props: ClickHouseProps = {
  replicas: 3,
  cpus: 6,
  memoryGib: 48,
  storageGib: 500,
  image: "clickhouse:1",
  priorityClassName: "data",
  serviceAccountName: "clickhouse",
  users: {},
  settings: {},
};
const { spec } = clickHouseInstallation(props);
const keeper = keeperInstallation({ ...props, members: 3 }).spec;

describe("ClickHouse", () => {
  it("has one shard of the asked copies in a cluster named as Langfuse's migrations name it", () => {
    expect(spec.configuration.clusters).toMatchObject([
      { name: "default", layout: { shardsCount: 1, replicasCount: 3 } },
    ]);
  });

  it("always has a Keeper, so that tables are replicated from birth", () => {
    const single = clickHouseInstallation({ ...props, replicas: 1 }).spec;
    expect(single.configuration.zookeeper.nodes).toEqual([
      { host: "keeper-langfuse.clickhouse.svc.cluster.local", port: 2181 },
    ]);
  });

  it("reads the password of Langfuse from a secret and holds none", () => {
    expect(spec.configuration.users["langfuse/password"]).toEqual({
      valueFrom: { secretKeyRef: { name: "clickhouse-credentials", key: "langfuse-password" } },
    });
    expect(JSON.stringify(spec)).not.toMatch(/password_sha256|"password":/);
  });

  it("grants Langfuse nothing outside its database but reads of named system tables", () => {
    const grants = [spec.configuration.users["langfuse/grants/query"]].flat();
    const elsewhere = grants.filter((grant) => !/ ON default\./.test(String(grant)));
    expect(elsewhere).toEqual([
      "GRANT SELECT ON system.parts",
      "GRANT SELECT ON system.mutations",
      "GRANT SELECT ON system.tables",
      "GRANT SELECT ON system.processes",
      "GRANT SELECT ON system.query_log",
      "GRANT CLUSTER ON *.*",
      "GRANT REMOTE ON *.*",
    ]);
  });

  it("keeps its volumes whoever deletes it", () => {
    expect(spec.defaults.storageManagement).toEqual({ provisioner: "Operator", reclaimPolicy: "Retain" });
    expect(spec.reconcile).toMatchObject({ cleanup: { unknownObjects: { pvc: "Retain" } } });
    expect(spec.templates.volumeClaimTemplates).toMatchObject([
      {
        reclaimPolicy: "Retain",
        spec: { storageClassName: "data", resources: { requests: { storage: "500Gi" } } },
      },
    ]);
  });

  it("bounds its log and offers metrics", () => {
    expect(spec.configuration.settings).toMatchObject({
      "logger/level": "information",
      "logger/size": "100M",
      "logger/count": "3",
      "prometheus/endpoint": "/metrics",
      "prometheus/port": "9363",
      timezone: "UTC",
    });
  });
});

describe.each([
  {
    name: "ClickHouse",
    pod: spec.templates.podTemplates[0],
    labels: { "clickhouse.altinity.com/chi": "langfuse" },
  },
  {
    name: "Keeper",
    pod: keeper.templates.podTemplates[0],
    labels: { "clickhouse-keeper.altinity.com/chk": "langfuse" },
  },
])("a pod of $name", ({ pod, labels }) => {
  it("runs on a tainted node of its own in a zone of its own", () => {
    expect(pod?.spec).toMatchObject({
      nodeSelector: { "karpenter.sh/nodepool": "clickhouse" },
      tolerations: [{ key: "langfuse.com/dedicated", value: "clickhouse", effect: "NoSchedule" }],
      topologySpreadConstraints: [
        {
          topologyKey: "topology.kubernetes.io/zone",
          whenUnsatisfiable: "DoNotSchedule",
          labelSelector: { matchLabels: labels },
        },
      ],
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: labels } },
          ],
        },
      },
    });
  });

  it("has no privilege, no token and no more memory than it asked for", () => {
    expect(pod?.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 101, seccompProfile: { type: "RuntimeDefault" } },
    });
    const [container] = pod?.spec.containers ?? [];
    expect(container?.securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
    });
    expect(container?.resources.limits.memory).toBe(container?.resources.requests.memory);
    expect(container?.resources.limits).not.toHaveProperty("cpu");
  });
});

describe("system logs", () => {
  it("are removed from the first boot, but for those that somebody reads", () => {
    const kept = [...systemLogs().matchAll(/<(\w+) replace="1">/g)].map(([, table]) => table);
    expect(kept).toEqual(["query_log", "part_log", "error_log", "backup_log"]);
    expect(systemLogs()).toContain('<trace_log remove="1"/>');
    expect(systemLogs()).toContain('<text_log remove="1"/>');
  });

  it("forget", () => {
    const kept = systemLogs().match(/replace="1"/g) ?? [];
    expect(systemLogs().match(/<ttl>event_date \+ INTERVAL \d+ DAY DELETE<\/ttl>/g)).toHaveLength(
      kept.length,
    );
  });
});

it("Keeper answers only harmless four-letter words", () => {
  expect(keeper.configuration.settings["keeper_server/four_letter_word_white_list"]).toBe(
    "ruok,mntr,srvr,stat,isro",
  );
});

it("one copy never becomes several, and the refusal names the procedure", () => {
  const [policy] = topologyIsForLife();
  expect(policy).toMatchObject({
    spec: {
      failurePolicy: "Fail",
      validations: [{ message: expect.stringContaining("clickhouse-single-to-replicated.md") }],
    },
  });
});
