import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { environments } from "../../environments";

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly strategy?: { readonly matrix: { readonly environment: readonly string[] } };
}

interface Workflow {
  readonly on: Readonly<Record<string, { readonly inputs?: Inputs } | null>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Inputs {
  readonly environment: { readonly options: readonly string[] };
}

const GITHUB = join(__dirname, "../../.github");
const names = environments.map(({ name }) => name);
const files = [
  "workflows/check.yml",
  "workflows/deploy.yml",
  "workflows/image.yml",
  "actions/tools/action.yml",
];
const check = workflow("check");
const deploy = workflow("deploy");

it("knows every file that uses an action", () => {
  const workflows = readdirSync(join(GITHUB, "workflows")).map((file) => `workflows/${file}`);
  const actions = readdirSync(join(GITHUB, "actions")).map((name) => `actions/${name}/action.yml`);
  expect([...workflows, ...actions].sort()).toEqual([...files].sort());
});

it.each(files)("pins every action of %s to a commit, because a tag can be moved", (file) => {
  const uses = [...readFileSync(join(GITHUB, file), "utf8").matchAll(/uses: (.+)/g)].map(
    ([, action]) => action,
  );
  expect(uses).not.toHaveLength(0);
  for (const action of uses)
    expect(action).toMatch(/^(\.\/\S+|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
});

it.each([
  ["check", check],
  ["deploy", deploy],
  ["image", workflow("image")],
])(
  "grants no permission to the whole %s workflow, and never the right to write",
  (_, { permissions, jobs }) => {
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) expect(job.permissions).toMatchObject({ contents: "read" });
    const granted = Object.values(jobs).flatMap((job) => Object.entries(job.permissions ?? {}));
    expect(granted.filter(([right, level]) => level === "write" && right !== "id-token")).toEqual([]);
  },
);

it("runs code of a pull request only where it holds no secret", () => {
  expect(Object.keys(check.on)).toEqual(["pull_request", "push"]);
});

it("plans and deploys every environment", () => {
  expect(check.jobs.plan?.strategy?.matrix.environment).toEqual(names);
  expect(deploy.on.workflow_dispatch?.inputs?.environment.options).toEqual(names);
});

it("lets the reviewers of the environment decide before anything is deployed", () => {
  expect(deploy.jobs.deploy?.environment).toContain("inputs.environment");
});

function workflow(name: string): Workflow {
  return parse(readFileSync(join(GITHUB, "workflows", `${name}.yml`), "utf8"));
}
