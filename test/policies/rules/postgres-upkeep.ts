import { atLeast, exactly, listWith, matching, oneOf } from "../expectations";
import { each } from "../mutants";
import { resources } from "../platform";
import { inProduction, requires, whenProtected } from "../requires";
import type { Rule } from "../rule";

const type = "aws_db_instance";

/** What RDS does by itself: backups, versions, storage, logs. */
export const postgresUpkeepRules: readonly Rule[] = [
  requires({
    id: "postgres-backups",
    rows: ["R5"],
    title: "Any second of at least the last 14 days can be restored where data is protected",
    upstream: ["CKV_AWS_133", "AVD-AWS-0077", "CKV2_AWS_60"],
    type,
    appliesTo: whenProtected,
    arguments: { backup_retention_period: atLeast(14), copy_tags_to_snapshot: exactly(true) },
  }),
  requires({
    id: "postgres-backups-month",
    rows: ["R5", "R12"],
    title: "Production can go back a month, and is changed in its window only",
    upstream: ["CKV_AWS_133"],
    type,
    appliesTo: inProduction,
    arguments: { backup_retention_period: atLeast(30), apply_immediately: exactly(false) },
  }),
  requires({
    id: "postgres-windows",
    rows: ["R5"],
    title: "Backup and maintenance are at night",
    upstream: ["CKV_AWS_133"],
    type,
    arguments: { backup_window: matching(/^0\d:/), maintenance_window: matching(/^(sat|sun):0\d:/) },
  }),
  {
    id: "postgres-windows-apart",
    rows: ["R5"],
    title: "No backup of Postgres begins while it is maintained",
    upstream: ["CKV_AWS_133"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, type)
        .filter(({ arguments: block }) => meet(block.backup_window, block.maintenance_window))
        .map(({ address }) => ({ address, problem: "is saved while it is maintained" })),
    mutants: (platform) =>
      each(platform, { type, name: "with one window for both" }, (block) => {
        block.maintenance_window = block.maintenance_window
          ? `sun:${String(block.backup_window).replace("-", "-sun:")}`
          : undefined;
      }),
  },
  {
    id: "postgres-can-grow",
    rows: ["R12"],
    title: "Storage can grow to more than it begins with",
    upstream: [],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, type)
        .filter(
          ({ arguments: block }) => !(Number(block.max_allocated_storage) > Number(block.allocated_storage)),
        )
        .map(({ address }) => ({ address, problem: "is full when what it begins with is" })),
    mutants: (platform) =>
      each(platform, { type, name: "that may not grow" }, (block) => {
        block.max_allocated_storage = block.allocated_storage;
      }),
  },
  requires({
    id: "postgres-upkeep",
    rows: ["R8", "R12"],
    title: "Minor versions come by themselves, major ones never; its certificate is of a present authority",
    upstream: ["CKV_AWS_226", "FSBP RDS.13"],
    type,
    arguments: {
      auto_minor_version_upgrade: exactly(true),
      allow_major_version_upgrade: exactly(false),
      storage_type: exactly("gp3"),
      ca_cert_identifier: oneOf("rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"),
    },
  }),
  requires({
    id: "postgres-observed",
    rows: ["R9", "R10"],
    title: "Postgres ships its logs, insights and enhanced metrics",
    upstream: ["CKV_AWS_129", "CKV_AWS_353", "CKV_AWS_118", "AVD-AWS-0133"],
    type,
    arguments: {
      enabled_cloudwatch_logs_exports: listWith("postgresql", "upgrade"),
      performance_insights_enabled: exactly(true),
      monitoring_interval: oneOf(15, 30, 60),
    },
  }),
];

/** Whether a window of each day and one of each week share a minute; both are at night, so that neither passes midnight. */
function meet(daily: unknown, weekly: unknown): boolean {
  const minutes = (window: unknown) =>
    [...String(window).matchAll(/(\d\d):(\d\d)/g)].map(
      ([, hour, minute]) => 60 * Number(hour) + Number(minute),
    );
  const [[a = 0, b = 0], [c = 0, d = 0]] = [minutes(daily), minutes(weekly)];
  return a < d && c < b;
}
