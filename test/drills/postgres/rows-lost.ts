import { deepEqual, equal, match } from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { alerts } from "../../../constructs/alert-rules";
import { findPostgres } from "../../jobs/prerequisites";
import { ask } from "../../jobs/question";
import { Server } from "../../jobs/server";
import { hasPromtool, runTests } from "../../rules/promtool";
import { alertTest } from "../../rules/test-file";
import { freePort } from "../../support/free-port";
import type { Report } from "../../support/report";
import type { Drill } from "../drill";
import { type CopyRowsProps, copyRows } from "./copy-rows";
import { AUDIT, asLangfuse, constraintsOf, contentsOf, prepare } from "./made-by-people";

const WHO_DELETED = readFileSync(
  join(__dirname, "..", "..", "..", "runbooks", "procedures", "who-deleted.sql"),
  "utf8",
);

type Counts = Readonly<Record<string, number>>;

/** Somebody deletes rows beside Langfuse: the job counts fewer, the alerts fire on just these figures, and what is missing
 *  comes back from an instance that was restored beside the present one. */
export const rowsLost: Drill = {
  name: "rows-lost",
  missing: () => {
    const found = findPostgres(process.env);
    return [
      ...("missing" in found ? [found.missing] : []),
      ...(hasPromtool() ? [] : ["no promtool here; apt-get install --no-install-recommends prometheus"]),
    ];
  },
  run: async (report, folder) => {
    const found = findPostgres(process.env);
    if ("missing" in found) throw new Error(found.missing);
    const { programs } = found;
    const present = new Server(programs, await freePort());
    const restored = new Server(programs, await freePort());
    try {
      for (const server of [present, restored]) await prepare(server, programs);
      const authorities = join(folder, "authorities.pem");
      writeFileSync(
        authorities,
        [present, restored].map((server) => readFileSync(server.authority(), "utf8")).join(""),
      );
      await rehearse({ present, restored, programs, authorities }, folder, report);
    } finally {
      await present.stop();
      await restored.stop();
    }
  },
};

async function rehearse(stage: CopyRowsProps, folder: string, report: Report): Promise<void> {
  const { present, restored, programs } = stage;
  const step = (name: string, work: () => Promise<void>) => report.step("rows-lost", name, work);
  const count = () => counted(present, programs);
  const before = await count();
  const constraints = constraintsOf(present);
  const content = contentsOf(present);
  deepEqual(contentsOf(restored), content);

  asLangfuse(present, "UPDATE projects SET home_dashboard_id = NULL WHERE id <> 'p1'");
  asLangfuse(present, "DELETE FROM projects WHERE id IN ('p2', 'p3')");
  const two = await count();
  await step("two projects that are deleted take their prompts along, and are worth a look", async () => {
    deepEqual([two.projects, two.prompts, two.api_keys, two.users], [10, 500, 10, 20]);
    deepEqual(fires("PostgresRowsDeleted", before, two, folder), ["projects", "prompts"]);
    deepEqual(fires("PostgresRowsLost", before, two, folder), []);
  });
  await step("the audit log says who deleted what, and shows no content", async () => {
    for (const statement of AUDIT) asLangfuse(present, statement);
    asLangfuse(present, "UPDATE projects SET deleted_at = '2026-11-22 09:15:00' WHERE id = 'p4'");
    const said = present.sql(WHO_DELETED, "langfuse").map((line) => line.replace(/^[\d-]+ [\d:]+\|/, ""));
    deepEqual(said.sort(), [
      "k1|API_KEY|prompt|p1|4",
      "p4|2026-11-22 09:15:00",
      "u7|USER|project|p2|1",
      "u7|USER|project|p3|1",
    ]);
  });
  asLangfuse(present, "DELETE FROM projects WHERE id <> 'p1'");
  const one = await count();
  await step("all but one of the projects wake somebody, with what went with them", async () => {
    deepEqual([one.projects, one.prompts, one.users], [1, 50, 20]);
    deepEqual(fires("PostgresRowsLost", before, one, folder), [
      "api_keys",
      "project_memberships",
      "projects",
      "prompts",
    ]);
  });
  await copyBack(stage, { step, one, count });
  await step("then every row is as it was, in every table, and no alert is left", async () => {
    deepEqual(contentsOf(present), content);
    deepEqual(await count(), before);
    deepEqual(fires("PostgresRowsLost", before, await count(), folder), []);
    deepEqual(constraintsOf(present), constraints);
  });
}

interface Scene {
  readonly step: (name: string, work: () => Promise<void>) => Promise<void>;
  /** After the deletion. */
  readonly one: Counts;
  readonly count: () => Promise<Counts>;
}

async function copyBack(stage: CopyRowsProps, { step, one, count }: Scene): Promise<void> {
  const { present, restored } = stage;
  const copies = (...args: string[]) => {
    const { exitCode, output } = copyRows(stage, ...args);
    equal(exitCode, 0, output);
    return output;
  };
  await step("what is missing is counted first, and nothing is changed", async () => {
    match(copies("project", "p2"), /prompts: 50 were missing of 50\n(.*\n)*.*nothing was changed; the same/);
    deepEqual(await count(), one);
  });
  await step("a project comes back with all that names it, and no other", async () => {
    copies("project", "p2", "--execute");
    const { projects, prompts, api_keys } = await count();
    deepEqual([projects, prompts, api_keys], [2, 100, 2]);
    match(copies("project", "p2", "--execute"), /prompts: 0 were missing of 50/);
  });
  await step("rows whose project is not there are refused, and none of them stays", async () => {
    const constraints = constraintsOf(present);
    const { exitCode, output } = copyRows(stage, "tables", "prompts", "api_keys", "--execute");
    equal(exitCode, 1, output);
    match(output, /violates foreign key constraint/);
    match(output, /copy-rows: nothing was changed; psql says above why/);
    equal((await count()).prompts, 100);
    deepEqual(constraintsOf(present), constraints);
  });
  await step("input that cannot be meant is refused", async () => {
    for (const [args, says] of REFUSED) {
      const { exitCode, output } = copyRows(stage, ...args);
      equal(exitCode, 1, output);
      match(output, says);
    }
  });
  await step("an instance that sends no more in the middle changes nothing", async () => {
    restored.sql("REVOKE SELECT ON prompts FROM langfuse", "langfuse");
    const { exitCode, output } = copyRows(stage, "tables", "dashboards", "projects", "prompts", "--execute");
    equal(exitCode, 1, output);
    match(output, /permission denied for table prompts/);
    equal((await count()).projects, 2);
    restored.sql("GRANT SELECT ON prompts TO langfuse", "langfuse");
  });
  await step("whole tables come back, in whatever order they are named", async () => {
    copies("tables", "prompts", "api_keys", "project_memberships", "dashboards", "projects", "--execute");
    // What was changed and not deleted is nobody's to bring back.
    asLangfuse(present, "UPDATE projects SET home_dashboard_id = replace(id, 'p', 'd')");
  });
}

const REFUSED: readonly (readonly [readonly string[], RegExp])[] = [
  [["project"], /'127\.0\.0\.1:\d+ project' is not enough; give HOST/],
  [["project", "p2'; DROP TABLE users; --"], /is no id of a project; take it from/],
  [["tables", "users; DROP"], /are no names of tables/],
  [["tables", "users", "strangers"], /has only users of users strangers; write them/],
  [["rows", "users"], /'rows' is neither 'project' nor 'tables'/],
];

/** Tables for which an alert fires when the job first reports one number and then the other, in promtool. */
function fires(name: string, before: Counts, after: Counts, folder: string): string[] {
  const [rule] = alerts.filter(({ alert }) => alert === name);
  if (!rule) throw new Error(`there is no alert '${name}'`);
  const tables = Object.keys(before).sort();
  const outcomes = runTests(
    folder,
    tables.map((table) => {
      const series = `langfuse_operations_postgres_rows_present{job="langfuse-statsd",table="${table}"}`;
      return alertTest(rule, {
        when: "rows were deleted",
        healthy: { [series]: before[table] ?? 0 },
        broken: { [series]: after[table] ?? 0 },
        labels: { table },
      });
    }),
  );
  return tables.filter((_, index) => outcomes[index] === undefined);
}

async function counted(server: Server, programs: string): Promise<Counts> {
  const { exitCode, output, figures } = await ask(server, programs, "postgres-rows");
  equal(exitCode, 0, output);
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name.replace("present#table:", ""), value]),
  );
}
