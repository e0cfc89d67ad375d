import type { Recorded, Scenarios } from "../scenario";
import { autoscaling } from "./autoscaling";
import { clickhouse } from "./clickhouse";
import { edge } from "./edge";
import { ingestion, ingestionRecordings } from "./ingestion";
import { keeper } from "./keeper";
import { kubernetes } from "./kubernetes";
import { monitoring } from "./monitoring";
import { postgres } from "./postgres";
import { s3 } from "./s3";
import { slo, sloRecordings } from "./slo";
import { valkey } from "./valkey";
import { web } from "./web";
import { worker } from "./worker";

/** One file for each file of rules. */
export const scenarios: readonly Scenarios[] = [
  ...web,
  ...worker,
  ...ingestion,
  ...clickhouse,
  ...keeper,
  ...postgres,
  ...valkey,
  ...s3,
  ...edge,
  ...kubernetes,
  ...autoscaling,
  ...monitoring,
  ...slo,
];

/** What the recording rules make of what they read; the limits are in test/constructs/alert-rules.test.ts. */
export const recordings: readonly Recorded[] = [...ingestionRecordings, ...sloRecordings];
