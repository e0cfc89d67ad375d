import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { environments } from "../../environments";
import { synthesizedFolder } from "../support/platform";

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly strategy?: { readonly matrix: { readonly environment: string } };
}

interface Workflow {
  readonly on: Readonly<Record<string, { readonly inputs?: Inputs } | null>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Inputs {
  readonly environment: { readonly type: string };
}

const GITHUB = join(__dirname, "../../.github");
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
  expect(check.jobs.plan?.strategy?.matrix.environment).toContain("needs.environments.outputs.names");
  const [, listed = ""] = /^names=(.+)\n$/.exec(printed("environments")) ?? [];
  expect(JSON.parse(listed).sort()).toEqual(environments.map(({ name }) => name).sort());
  expect(deploy.on.workflow_dispatch?.inputs?.environment.type).toBe("environment");
});

it.each(["check", "deploy", "image"])("takes no region for granted in the %s workflow", (name) => {
  expect(readFileSync(join(GITHUB, "workflows", `${name}.yml`), "utf8")).not.toMatch(
    /\b[a-z]{2}-[a-z]+-\d\b/,
  );
});

it("plans and deploys an environment where its file says", () => {
  for (const { name, region } of environments) expect(printed("region", name)).toBe(`region=${region}\n`);
});

it("lets the reviewers of the environment decide before anything is deployed", () => {
  expect(deploy.jobs.deploy?.environment).toContain("inputs.environment");
});

/** What a script of `.ci` prints, in a folder that holds what this run has synthesized. */
function printed(script: string, ...args: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "workflows-"));
  try {
    for (const name of [".ci", "environments"]) symlinkSync(join(GITHUB, "..", name), join(folder, name));
    symlinkSync(synthesizedFolder(), join(folder, "cdktf.out"));
    return execFileSync("bash", [`.ci/${script}`, ...args], { cwd: folder, encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function workflow(name: string): Workflow {
  return parse(readFileSync(join(GITHUB, "workflows", `${name}.yml`), "utf8"));
}
