import type { Scenarios } from "../scenario";
import { stale } from "./stale-jobs";

const figure = (name: string) =>
  `langfuse_operations_background_migrations_${name}{job="langfuse-statsd",pod="statsd-exporter-1"}`;
export const backgroundMigrations: readonly Scenarios[] = [
  {
    alert: "BackgroundMigrationStopped",
    fires: [
      {
        when: "one has failed, in two runs",
        healthy: { [figure("failed")]: 0, [figure("stopped")]: 0 },
        broken: { [figure("failed")]: 1 },
        says: "1 background migrations have failed, or no worker works on them: data stays in its old place, and the next upgrade may need it in the new one.",
      },
      {
        when: "nobody works on two of them",
        healthy: { [figure("failed")]: 0, [figure("stopped")]: 0 },
        broken: { [figure("stopped")]: 2 },
      },
    ],
  },
  stale(
    "BackgroundMigrationsUnwatched",
    ["background-migrations"],
    "has not succeeded for two and a half hours, or never: one that stops would not be noticed.",
  ),
];
