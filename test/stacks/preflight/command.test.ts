import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environments } from "../../../environments";
import { well } from "./answers";

const REPOSITORY = join(__dirname, "..", "..", "..");
const [environment] = environments;
if (!environment) throw new Error("there is no environment");
const { name } = environment;
const answers = well(environment, Date.now());
/** Until somebody has filled it in. */
const isExample = /^(\d)\1+$/.test(environment.accountId);

/** Looks for the first part of a command line that is known, as the fake of the other tests does. */
const STAND_IN = `#!/usr/bin/env node
const answers = JSON.parse(process.env.ANSWERS);
const line = [process.argv[1].split("/").at(-1), ...process.argv.slice(2)].join(" ");
require("node:fs").appendFileSync(process.argv[1] + ".log", JSON.stringify(line) + "\\n");
const [, answer] = Object.entries(answers).find(([part]) => line.includes(part)) ?? [];
if (answer === undefined) { console.error("Error from server (NotFound)\\ncommand terminated with exit code 1"); process.exit(1); }
process.stdout.write(answer);
`;

let programs: string;
beforeAll(() => {
  programs = mkdtempSync(join(tmpdir(), "preflight-"));
  for (const program of ["kubectl", "aws"]) {
    writeFileSync(join(programs, program), STAND_IN);
    chmodSync(join(programs, program), 0o755);
  }
});
afterAll(() => rmSync(programs, { recursive: true }));

/** Runs the command as `npm run preflight` does, with programs on the PATH that know a few answers. */
function preflight(args: readonly string[], known: object = answers, folder = programs) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "stacks/preflight/command.ts", ...args],
    {
      cwd: REPOSITORY,
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: `${folder}:${folder === programs ? process.env.PATH : ""}`,
        ANSWERS: JSON.stringify(known),
      },
    },
  );
  return { status, stdout, stderr };
}

it("refuses an environment that is still an example, and nothing else of a platform that is well", () => {
  const { status, stdout } = preflight([name]);
  expect(stdout.match(/^refused {2}.+/gm) ?? []).toEqual(isExample ? ["refused  placeholders"] : []);
  expect(status).toBe(isExample ? 1 : 0);
  expect(stdout.match(/^ok {7}/gm)?.length).toBeGreaterThan(14);
  expect(stdout).toMatch(isExample ? /^not ready: \d+ reasons?\n$/m : /^ready\n$/m);
  const asked = ["kubectl", "aws"].flatMap((program) =>
    readFileSync(join(programs, `${program}.log`), "utf8")
      .trim()
      .split("\n"),
  );
  // All checks judge the same answers.
  expect(asked.filter((question, index) => asked.indexOf(question) < index)).toEqual([]);
});

it("gives all reasons at once", () => {
  const { stdout } = preflight([name], {
    ...answers,
    "default.schema_migrations": "46\t1\n",
    "SELECT version()": "99.1.1.1",
    "eks describe-cluster": undefined,
  });
  expect(stdout).toContain("migration 46 of ClickHouse is dirty");
  expect(stdout).toMatch(/clickhouse would go from 99\.1\.1\.1 to/);
  expect(stdout).toMatch(
    /cannot be told: 'aws eks describe-cluster --name .+' says: Error from server \(NotFound\)$/m,
  );
});

it("asks only whose credentials they are before a first deployment", () => {
  const known = { "sts get-caller-identity": "222222222222\n" };
  const { stdout } = preflight([name, "--first"], known);
  expect(stdout).toMatch(/^ok {7}supported versions$/m);
  expect(stdout).toContain("your credentials are for account 222222222222");
  expect(stdout).not.toContain("cannot be told");
});

it("asks nothing that runs with the credentials of another account, or of another cluster", () => {
  const elsewhere = {
    ...answers,
    "sts get-caller-identity": "222222222222\n",
    "config view": '{"current-context":"","contexts":null}',
  };
  const { status, stdout } = preflight([name], elsewhere);
  expect(status).toBe(1);
  expect(stdout).toContain("your credentials are for account 222222222222");
  expect(stdout).toContain(
    `kubectl speaks to 'nothing', not to langfuse-${name}; run 'aws eks update-kubeconfig`,
  );
  expect(stdout).toMatch(/^not asked \d+ more, until the first two are mended$/m);
  expect(stdout).not.toContain("step of");
});

it("counts a program that is not there as a reason", () => {
  const nowhere = join(programs, "nowhere");
  const { status, stdout } = preflight([name], answers, nowhere);
  expect(status).toBe(1);
  expect(stdout).toContain("cannot be told: 'kubectl' is not on this machine; install it");
});

it.each([
  { args: [], says: "'' is not an environment; run 'npm run preflight -- NAME' with one of: " },
  { args: ["moon"], says: "'moon' is not an environment; run 'npm run preflight -- NAME' with one of: " },
  { args: ["moon", "--frist"], says: "Unknown option '--frist'" },
])("says what is wrong with $args", ({ args, says }) => {
  const { status, stderr } = preflight(args);
  expect(status).toBe(2);
  expect(stderr).toContain(says);
});
