import type { Container } from "kubernetes-types/core/v1";
import { type Assertion, allObjects, isLangfuse, type RenderedEnvironment } from "../../assertion";
import { ofKind } from "../../kubernetes";
import { langfuseProgram, perProgram, textOf } from "../../langfuse";

const switches = ["LANGFUSE_AUTO_POSTGRES_MIGRATION_DISABLED", "LANGFUSE_AUTO_CLICKHOUSE_MIGRATION_DISABLED"];

/** Every web pod would migrate at its start, and ClickHouse's lock holds within one process only. */
export const oneMigrator: Assertion = {
  name: "exactly one Job migrates the stores, with web's image and web's settings, and no pod does",
  concerns: isLangfuse,
  problems: ({ objects }, environment) => {
    const web = langfuseProgram(objects, "web").container;
    const jobs = migrations(environment, web);
    return [
      ...perProgram(objects, ({ container }) =>
        switches.filter((name) => textOf(container, name) !== "true").map((name) => `${name} is not true`),
      ),
      ...(jobs.length === 1 ? [] : [`${jobs.length} Jobs run the image of web instead of one`]),
      ...jobs.flatMap((job) => migrationProblems(job, web)),
    ];
  },
};

function migrations(environment: RenderedEnvironment, web: Container): Container[] {
  const path = web.image?.split(":")[0] ?? "";
  return ofKind(allObjects(environment), "Job")
    .flatMap(({ spec }) => spec?.template.spec?.containers ?? [])
    .filter(({ image }) => image?.startsWith(`${path}:`));
}

/** The image's start script migrates, then runs its arguments: the Job hands it a command that ends at once. */
function migrationProblems(job: Container, web: Container): string[] {
  const names = (container: Container) => (container.env ?? []).map(({ name }) => name);
  const own = [...switches, "PORT", "HOSTNAME", "NODE_OPTIONS", "KEEP_ALIVE_TIMEOUT"];
  const different = names(web)
    .filter((name) => storeSetting.test(name) && name !== "DATABASE_ARGS")
    .filter((name) => !equalVariable(job, web, name));
  return [
    ...(job.image === web.image ? [] : [`the Job runs ${job.image}, web runs ${web.image}`]),
    ...(job.command ? ["the Job replaces the image's start script, which migrates; use args"] : []),
    ...(job.args?.[0] === "true"
      ? []
      : ["the Job starts the server after the migration; use args: ['true']"]),
    ...switches
      .filter((name) => textOf(job, name) === "true")
      .map((name) => `the Job sets ${name}, and does nothing`),
    // An index over a large table takes longer than any statement of web.
    ...(textOf(job, "DATABASE_ARGS") === textOf(web, "DATABASE_ARGS")?.replace(/&socket_timeout=\d+/, "")
      ? []
      : ["the Job has not the DATABASE_ARGS of web without its socket_timeout"]),
    ...different.filter((name) => !own.includes(name)).map((name) => `the Job has not the ${name} of web`),
  ];
}

/** What the image's start script reads; the Job is given no more. */
const storeSetting =
  /^(DATABASE_|DIRECT_URL|CLICKHOUSE_(URL|MIGRATION_URL|MIGRATION_SSL|USER|PASSWORD|DB|CLUSTER_ENABLED|CLUSTER_NAME))/;

function equalVariable(one: Container, other: Container, name: string): boolean {
  return origin(one, name) === origin(other, name);
}

/** A variable's value or the secret that holds it, whatever the order in which a template writes its fields. */
function origin(container: Container, name: string): string {
  const { value, valueFrom } = container.env?.find((each) => each.name === name) ?? {};
  return JSON.stringify([value, valueFrom?.secretKeyRef?.name, valueFrom?.secretKeyRef?.key]);
}
