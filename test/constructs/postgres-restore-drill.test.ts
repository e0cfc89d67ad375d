import {
  type PostgresRestoreDrillProps,
  postgresRestoreDrillJob,
} from "../../constructs/postgres-restore-drill";
import { manifestsOf } from "../support/manifests";
import { synthesizedStack } from "../support/platform";

const props: Pick<PostgresRestoreDrillProps, "account" | "test" | "postgres"> = {
  account: { region: "eu-west-1", accountId: "123456789012" },
  test: { planArn: "arn:plan", keyArn: "arn:key" },
  postgres: { host: "db.example.com", port: 5432, database: "langfuse" },
};
const [scripts, { spec }] = postgresRestoreDrillJob(props);
const { containers, ...pod } = spec.jobTemplate.spec.template.spec;
const container = (step: string) => containers.find(({ command }) => command?.at(-1) === step);
const names = (step: string) => container(step)?.env.map(({ name }) => name);

it("begins when AWS Backup has begun, waits for it, and tries nothing away", () => {
  expect(spec).toMatchObject({ schedule: "5 7 1 * *", concurrencyPolicy: "Forbid" });
  // It waits for five hours, and what is restored is there for eight.
  expect(spec.jobTemplate.spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 6 * 3600 });
});

it("runs its steps side by side, because a pod whose first containers still wait looks as if it had no node", () => {
  expect(pod.initContainers).toEqual([]);
  expect(containers.map(({ command }) => command?.at(-1)).sort()).toEqual(["compare", "find", "report"]);
  expect(scripts.data).toHaveProperty(["restore-drill-postgres.sh"]);
});

it("lets the step that knows a password know nothing of AWS, and the others no password", () => {
  expect(names("compare")).toEqual(expect.arrayContaining(["PGPASSWORD", "PGSSLROOTCERT", "SOURCE"]));
  expect(names("compare")).not.toContain("PLAN_ARN");
  for (const step of ["find", "report"]) expect(names(step)).not.toContain("PGPASSWORD");
});

it("connects as who may ask, to a server that proves who it is", () => {
  expect(container("compare")?.env).toEqual(
    expect.arrayContaining([
      { name: "PGUSER", value: "monitor" },
      { name: "PGSSLMODE", value: "verify-full" },
    ]),
  );
});

it("is there where snapshots are restored, and nowhere else", () => {
  const jobs = (stack: string) =>
    manifestsOf(synthesizedStack(stack).json)
      .filter(({ kind }) => kind === "CronJob")
      .map(({ metadata }) => metadata.name);
  expect(jobs("prod-clickhouse")).toContain("restore-drill-postgres");
  expect(jobs("dev-clickhouse")).not.toContain("restore-drill-postgres");
});
