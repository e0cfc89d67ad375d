import { secretKeys } from "../../constructs/langfuse-secrets";

/** How often each secret was replaced. */
export const generations = { postgres: 2, cache: 1, clickhouse: 1, session: 3, projectKey: 1 };
export const keys = secretKeys(generations);
/** Where Langfuse finds what it stores in. */
export const postgres = {
  host: "postgres.example.com",
  port: 5432,
  database: "langfuse",
  username: "langfuse",
};
export const cache = {
  host: "cache.example.com",
  port: 6379,
  username: "langfuse",
  passwordSecretArn: "arn:cache",
};
export const blobs = { bucket: "blobs", bucketArn: "arn:aws:s3:::blobs", keyArn: "arn:aws:kms:key" };
export const clickhouse = {
  host: "clickhouse.example.com",
  httpPort: 8123,
  nativePort: 9000,
  database: "default",
  username: "langfuse",
  spillBytes: 6_442_450_944,
};
/** Of web, or of the workers. */
export const pods = { minReplicas: 2, maxReplicas: 6, cpus: 2, memoryGib: 4 };
