import { type Break, changed, except, problemsOf, sound, withVariable } from "../../fixtures";
import { oneMigrator } from "./migration";

const POD = "spec.template.spec";
const CONTAINER = `${POD}.containers.0`;
const jobWith = (path: string, value: unknown) => except("migration", changed(sound.migration, path, value));
const webSets = (name: string, value?: string) => except("web", withVariable(sound.web, name, value));
const web = (problem: string) => [`Deployment langfuse-web: ${problem}`];

const breaks: readonly Break[] = [
  {
    what: "a pod that migrates",
    assertion: oneMigrator,
    objects: webSets("LANGFUSE_AUTO_POSTGRES_MIGRATION_DISABLED", "false"),
    says: web("LANGFUSE_AUTO_POSTGRES_MIGRATION_DISABLED is not true"),
  },
  {
    what: "that nobody migrates",
    assertion: oneMigrator,
    objects: except("migration"),
    says: ["0 Jobs run the image of web instead of one"],
  },
  {
    what: "a migration that is switched off",
    assertion: oneMigrator,
    objects: except(
      "migration",
      withVariable(sound.migration, "LANGFUSE_AUTO_CLICKHOUSE_MIGRATION_DISABLED", "true"),
    ),
    says: ["the Job sets LANGFUSE_AUTO_CLICKHOUSE_MIGRATION_DISABLED, and does nothing"],
  },
  {
    what: "a migration of another database",
    assertion: oneMigrator,
    objects: except("migration", withVariable(sound.migration, "DATABASE_HOST", "other.example.com")),
    says: ["the Job has not the DATABASE_HOST of web"],
  },
  {
    what: "a migration whose statements have a deadline",
    assertion: oneMigrator,
    objects: except(
      "migration",
      withVariable(
        sound.migration,
        "DATABASE_ARGS",
        "sslmode=require&connection_limit=10&socket_timeout=100",
      ),
    ),
    says: ["the Job has not the DATABASE_ARGS of web without its socket_timeout"],
  },
  {
    what: "a migration by another version",
    assertion: oneMigrator,
    objects: jobWith(`${CONTAINER}.image`, "docker.io/langfuse/langfuse:4.15.0"),
    says: ["the Job runs docker.io/langfuse/langfuse:4.15.0, web runs docker.io/langfuse/langfuse:4.16.0"],
  },
  {
    what: "a Job that never ends",
    assertion: oneMigrator,
    objects: jobWith(`${CONTAINER}.args`, undefined),
    says: ["the Job starts the server after the migration; use args: ['true']"],
  },
];

describe("an assertion about the migration", () => {
  it.each(breaks)("notices $what", ({ assertion, objects, says }) => {
    expect(problemsOf(assertion, objects)).toEqual(says);
  });
});
