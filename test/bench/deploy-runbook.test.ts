import { readFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../../environments";
import { synthesizedFolder } from "../support/platform";
import { criticalPath, stackSteps } from "./critical-path";

const runbook = readFileSync(join(__dirname, "../../runbooks/procedures/deploy.md"), "utf8");
const section = runbook.split(/^## /m).find((text) => text.startsWith("How long it takes")) ?? "";
const table = section
  .split("\n")
  .filter((line) => /^\|(?! *-)/.test(line))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const [head = []] = table;

/** Of the environments that the table tells of: one of somebody's own may be added, and an example taken away. */
const deployments = environments
  .filter(({ name }) => head.includes(name))
  .map(({ name }) => {
    const steps = stackSteps(synthesizedFolder(), name);
    return { name, steps, minutes: criticalPath(steps).minutes };
  });

/** The table that the runbook must hold, cell by cell. */
const rows = [
  ["Stack", ...deployments.map(({ name }) => name)],
  ...[
    ...new Set(deployments.flatMap(({ name, steps }) => steps.map((step) => subject(name, step.name)))),
  ].map((stack) => [
    `\`${stack}\``,
    ...deployments.map(({ name, steps }) =>
      minutes(steps.find((step) => subject(name, step.name) === stack)?.minutes),
    ),
  ]),
  ["all, some side by side", ...deployments.map((deployment) => minutes(deployment.minutes))],
];

it("expects in the runbook of a deployment what the bench adds up", () => {
  expect(deployments.length).toBeGreaterThan(1);
  const isOf = (column: number) => column === 0 || deployments.some(({ name }) => name === head[column]);
  expect(table.map((row) => row.filter((_, column) => isOf(column)))).toEqual(rows);
});

function subject(environment: string, stack: string): string {
  return stack.slice(environment.length + 1);
}

function minutes(value: number | undefined): string {
  return value === undefined ? "–" : String(Math.ceil(value));
}
