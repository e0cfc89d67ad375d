import type { Levels, Recorded, Scenarios } from "../scenario";

/** How many rows the job found in a table. */
const rows = (table: string, pod = 1) =>
  `langfuse_operations_postgres_rows_present{job="langfuse-statsd",pod="statsd-exporter-${pod}",table="${table}"}`;
const tables = (levels: Levels): Levels =>
  Object.fromEntries(Object.entries(levels).map(([table, level]) => [rows(table), level]));
const calm = (when: string, before: Levels, after: Levels) => ({
  when,
  series: tables(before),
  next: tables(after),
});

export const postgresRows: readonly Scenarios[] = [
  {
    alert: "PostgresRowsLost",
    fires: [
      {
        when: "half of a table is gone, until it is back",
        healthy: tables({ prompts: 100, users: 12 }),
        broken: tables({ prompts: 50 }),
        labels: { table: "prompts" },
        says: "prompts has lost 50 rows within a day: half of them or more, or the last one.",
      },
      {
        when: "half of a small table is gone",
        healthy: tables({ users: 10 }),
        broken: tables({ users: 5 }),
        labels: { table: "users" },
      },
      {
        when: "nothing is left of what nobody can work without",
        healthy: tables({ projects: 1, prompts: 100 }),
        broken: tables({ projects: 0 }),
        labels: { table: "projects" },
      },
      {
        when: "rows are gone, for a day and no longer",
        healthy: tables({ api_keys: 40 }),
        broken: tables({ api_keys: 3 }),
        // Twenty hours later it still fires.
        rests: 1200,
        after: tables({ api_keys: 3 }),
        forgets: 235,
        step: 5,
        labels: { table: "api_keys" },
        says: "api_keys has lost 37 rows within a day: half of them or more, or the last one.",
      },
      {
        when: "the exporter restarted before the count, two hours later",
        healthy: { [rows("users")]: 40, [rows("users", 2)]: "gone" },
        broken: { [rows("users")]: "gone", [rows("users", 2)]: 4 },
        reacts: 120,
        labels: { table: "users" },
        after: { [rows("users")]: "gone", [rows("users", 2)]: 40 },
      },
    ],
    silent: [
      calm("less than half is gone", { prompts: 100 }, { prompts: 54 }),
      calm("somebody tries Langfuse, and deletes most of four keys", { api_keys: 4 }, { api_keys: 0 }),
      calm("somebody deletes the only three prompts", { prompts: 3 }, { prompts: 0 }),
      calm("one project of three is deleted", { projects: 3 }, { projects: 2 }),
      calm("nobody has signed up yet", { users: 0, organizations: 0 }, { users: 1 }),
      calm("a table grows", { prompts: 10 }, { prompts: 100 }),
    ],
  },
  {
    alert: "PostgresRowsDeleted",
    fires: [
      {
        when: "a tenth of a table is gone, until it is back",
        healthy: tables({ prompts: 100 }),
        broken: tables({ prompts: 90 }),
        labels: { table: "prompts" },
        says: "prompts has lost 10 rows within a day. Somebody may have meant to; ask before it is too old to be brought back.",
      },
      {
        when: "five members are gone",
        healthy: tables({ project_memberships: 50 }),
        broken: tables({ project_memberships: 45 }),
        labels: { table: "project_memberships" },
      },
      {
        when: "one project of many was deleted",
        healthy: tables({ projects: 200, organizations: 3 }),
        broken: tables({ projects: 199 }),
        labels: { table: "projects" },
      },
      {
        when: "an organization was deleted",
        healthy: tables({ projects: 200, organizations: 3 }),
        broken: tables({ organizations: 2 }),
        labels: { table: "organizations" },
      },
    ],
    silent: [
      calm("less than a tenth is gone", { prompts: 1000 }, { prompts: 905 }),
      calm("four people left a small team", { users: 20 }, { users: 16 }),
      calm("a key is replaced", { api_keys: 6 }, { api_keys: 5 }),
      calm("nothing is deleted", { projects: 3, organizations: 1 }, { projects: 4 }),
    ],
  },
  {
    alert: "PostgresRowsUncounted",
    fires: [
      {
        when: "nothing is reported, whether the job fails, never ran or was removed",
        healthy: tables({ users: 0 }),
        broken: tables({ users: "gone" }),
        says: "The job postgres-rows has reported nothing for hours, or never: a loss of rows would not be noticed.",
      },
    ],
  },
];

export const postgresRowsRecordings: readonly Recorded[] = [
  {
    record: "langfuse:postgres_rows:2h",
    cases: [
      {
        when: "one table shrinks and another grows, and an exporter took over",
        series: {
          [rows("users")]: "50-2",
          [rows("prompts")]: "50+2",
          [rows("projects")]: 3,
          [rows("projects", 2)]: 5,
        },
        is: { '{table="users"}': 30, '{table="prompts"}': 70, '{table="projects"}': 5 },
      },
    ],
  },
  {
    record: "langfuse:postgres_rows_lost:1d",
    cases: [
      {
        when: "there are fewer than there were",
        series: { [rows("users")]: "50-2", [rows("prompts")]: "50+2" },
        is: { '{table="users"}': 20, '{table="prompts"}': 0 },
      },
    ],
  },
];
