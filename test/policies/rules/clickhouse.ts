import { exactly, matching, oneOf } from "../expectations";
import { each } from "../mutants";
import { resources } from "../platform";
import { inProduction, requires } from "../requires";
import { isRecord, type Rule } from "../rule";

/** ClickHouse: https://clickhouse.com/docs/operations/access-rights */
export const clickhouseRules: readonly Rule[] = [
  requires({
    id: "clickhouse-copies",
    rows: ["P15"],
    title: "In production ClickHouse is one shard in three copies, and a disk of nobody's is deleted",
    upstream: ["ClickHouse hardening"],
    type: "ClickHouseInstallation",
    exists: true,
    appliesTo: inProduction,
    arguments: {
      "spec.configuration.clusters.layout.shardsCount": exactly(1),
      "spec.configuration.clusters.layout.replicasCount": oneOf(3, 4, 5),
      "spec.reconcile.cleanup.unknownObjects.pvc": exactly("Retain"),
    },
  }),
  requires({
    id: "keeper-quorum",
    rows: ["P15"],
    title: "In production three Keepers agree, of which one may be lost",
    upstream: ["ClickHouse hardening"],
    type: "ClickHouseKeeperInstallation",
    exists: true,
    appliesTo: inProduction,
    arguments: { "spec.configuration.clusters.layout.replicasCount": oneOf(3, 5) },
  }),
  {
    id: "clickhouse-users",
    rows: ["P15"],
    title: "Users of ClickHouse have passwords from Secrets and grants by name: nobody is granted everything",
    upstream: ["ClickHouse hardening"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, "ClickHouseInstallation").flatMap(({ address, arguments: block }) =>
        userProblems(usersOf(block)).map((problem) => ({ address, problem })),
      ),
    mutants: (platform) =>
      Object.entries({
        "with a password in clear": { "langfuse/password": "canary" },
        "with every grant": { "langfuse/grants/query": ["GRANT ALL ON *.*"] },
        "who may manage access": { "langfuse/access_management": "1" },
        "without a password": { "langfuse/password": undefined },
        "open to the default user": { "default/networks/ip": "::/0" },
      }).flatMap(([name, change]) =>
        each(platform, { type: "ClickHouseInstallation", name: `with a user ${name}` }, (block) => {
          Object.assign(usersOf(block), change);
        }),
      ),
  },
  requires({
    id: "clickhouse-members-known",
    rows: ["P15"],
    title: "Replicas of ClickHouse know each other by a secret that the operator makes",
    upstream: ["ClickHouse hardening"],
    type: "ClickHouseInstallation",
    arguments: { "spec.configuration.clusters.secret.auto": oneOf("True", "true", true) },
  }),
  requires({
    id: "clickhouse-tls",
    rows: ["P15"],
    title: "ClickHouse speaks TLS 1.2 or newer, and its clients verify it",
    upstream: ["ClickHouse hardening"],
    type: "ClickHouseInstallation",
    exists: true,
    arguments: { "spec.configuration.settings.https_port": matching(/^\d+$/) },
    sample: [
      {
        type: "ClickHouseInstallation",
        name: "sample",
        arguments: { spec: { configuration: { settings: { https_port: "8443" } } } },
      },
    ],
  }),
];

function usersOf(block: Record<string, unknown>): Record<string, unknown> {
  const { users } = Object(Object(block.spec).configuration);
  return isRecord(users) ? users : {};
}

function userProblems(users: Record<string, unknown>): string[] {
  const names = [...new Set(Object.keys(users).map((key) => key.split("/")[0] ?? ""))];
  const granted = JSON.stringify(users);
  return [
    ...names
      .filter((name) => !isRecord(Object(users[`${name}/password`]).valueFrom))
      .map((name) => `the user ${name} has no password from a Secret`),
    ...(/GRANT ALL|access_management/.test(granted) ? ["a user may do everything"] : []),
  ];
}
