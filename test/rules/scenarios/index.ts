import type { Recorded, Scenarios } from "../scenario";
import { autoscaling } from "./autoscaling";
import { backgroundMigrations } from "./background-migrations";
import { backups } from "./backups";
import { canary } from "./canary";
import { canaryBudgets, canaryRecordings } from "./canary-budgets";
import { clickhouse } from "./clickhouse";
import { clickhouseData } from "./clickhouse-data";
import { copies } from "./copies";
import { edge } from "./edge";
import { ingestion } from "./ingestion";
import { ingestionRecordings } from "./ingestion-recordings";
import { keeper } from "./keeper";
import { kubernetes } from "./kubernetes";
import { masking } from "./masking";
import { monitoring } from "./monitoring";
import { postgres } from "./postgres";
import { postgresRows, postgresRowsRecordings } from "./postgres-rows";
import { reconciliation } from "./reconciliation";
import { s3 } from "./s3";
import { signIn } from "./sign-in";
import { slo } from "./slo";
import { freshness } from "./slo-freshness";
import { sloRecordings } from "./slo-recordings";
import { valkey } from "./valkey";
import { web } from "./web";
import { worker } from "./worker";

/** One file for each file of rules, and two for the long ones. */
export const scenarios: readonly Scenarios[] = [
  ...web,
  ...worker,
  ...backgroundMigrations,
  ...ingestion,
  ...masking,
  ...clickhouse,
  ...clickhouseData,
  ...keeper,
  ...postgres,
  ...postgresRows,
  ...reconciliation,
  ...valkey,
  ...s3,
  ...edge,
  ...signIn,
  ...kubernetes,
  ...autoscaling,
  ...monitoring,
  ...backups,
  ...copies,
  ...slo,
  ...freshness,
  ...canary,
  ...canaryBudgets,
];

/** What the recording rules make of what they read; the limits are in test/constructs/alert-rules.test.ts. */
export const recordings: readonly Recorded[] = [
  ...ingestionRecordings,
  ...sloRecordings,
  ...canaryRecordings,
  ...postgresRowsRecordings,
];
