import type { Check } from "../check";

/** Share of its first size below which Postgres is about to fill: that of the alert `PostgresStorageLow`. */
const FREE_SHARE = 0.1;
/** Minutes within which CloudWatch has a value, of which there is one each minute. */
const RECENT_MINUTES = 15;

/** Room for what migrations write. A full instance stops. */
export const postgresStorage: Check = {
  subject: "storage of Postgres",
  asks: true,
  reasons: async ({ ask, environment: { name, region, postgres }, now }) => {
    const instance = `langfuse-${name}-postgres`;
    const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
    const text = await ask("aws", [
      ...["cloudwatch", "get-metric-statistics", "--region", region, "--namespace", "AWS/RDS"],
      ...["--metric-name", "FreeStorageSpace", "--dimensions", `Name=DBInstanceIdentifier,Value=${instance}`],
      ...["--start-time", ago(RECENT_MINUTES), "--end-time", ago(0), "--period", "300"],
      ...["--statistics", "Minimum", "--query", "Datapoints[].Minimum", "--output", "text"],
    ]);
    const free = Math.min(...text.split(/\s+/).filter(Boolean).map(Number)) / 2 ** 30;
    if (!Number.isFinite(free))
      throw new Error(`CloudWatch has no FreeStorageSpace of ${instance} for ${RECENT_MINUTES} minutes`);
    const needed = postgres.storageGib * FREE_SHARE;
    if (free >= needed) return [];
    return [
      `Postgres has ${free.toFixed(1)} GiB free and needs ${needed.toFixed(1)}; see runbooks/alerts/PostgresStorageLow.md`,
    ];
  },
};
