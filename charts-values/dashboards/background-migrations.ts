import type { Row } from "./dashboard";

/** What goes on after an upgrade, while everybody thinks that it is over. */
export const backgroundMigrations: Row = {
  height: 6,
  panels: [
    {
      id: 22,
      title: "Background migrations",
      description:
        "Of Langfuse, by the hour: how many have failed, and on how many no worker works. Any is one too many; the job's log names them.",
      width: 24,
      queries: {
        failed: "max(langfuse_operations_background_migrations_failed)",
        "without a worker": "max(langfuse_operations_background_migrations_stopped)",
        "hours since the job succeeded":
          '(time() - max(kube_cronjob_status_last_successful_time{cronjob="background-migrations"})) / 3600',
      },
      steps: { 1: "orange" },
      alerts: ["BackgroundMigrationStopped", "BackgroundMigrationsUnwatched"],
    },
  ],
};
