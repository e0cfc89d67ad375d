import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prod } from "../../../environments/prod";
import type { PlanJson } from "../../policies/plan";
import { synthesizedFolder, synthesizedStack } from "../../support/platform";
import { keepPlan, policyProblems } from "../policies";

const synthesized = join(synthesizedFolder(), "stacks", "prod-network");
const written = synthesizedStack("prod-network").json.resource?.aws_lb?.edge_load_balancer_balancer ?? {};

/** A plan of the load balancer alone, with some arguments as they should not be. */
function planOf(changes: object): PlanJson {
  const wrapped = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? [Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, { constant_value: inner }]))]
      : { constant_value: value };
  const { "//": _, ...block } = { ...written, ...changes };
  const expressions = Object.fromEntries(Object.entries(block).map(([key, value]) => [key, wrapped(value)]));
  const address = "aws_lb.edge_load_balancer_balancer";
  return {
    planned_values: {
      root_module: {
        resources: [{ address, mode: "managed", type: "aws_lb", name: "edge_load_balancer_balancer" }],
      },
    },
    configuration: { root_module: { resources: [{ address, expressions }] } },
  };
}

const problems = (changes: object, providerVersion = "6.25.0") =>
  policyProblems(
    { stack: "prod-network", environment: prod, plan: planOf(changes), synthesized, providerVersion },
    "2026-11-23",
  ).filter((problem) => !problem.includes("aws_wafv2_web_acl_association"));

describe("the policies of a plan", () => {
  it("object to what a plan would do", () => {
    expect(problems({ drop_invalid_header_fields: false })).toEqual([
      "aws_lb.edge_load_balancer_balancer drop_invalid_header_fields is false, expected true",
    ]);
  });

  it("excuse what the provider at hand does not know", () => {
    const missing = { health_check_logs: undefined };
    expect(problems(missing)).toHaveLength(1);
    expect(problems(missing, "5.100.0")).toEqual([]);
  });
});

it("keeps a plan where somebody asks for it, and nowhere else", () => {
  const folder = mkdtempSync(join(tmpdir(), "plans-"));
  try {
    keepPlan("prod-network", planOf({}), join(folder, "deeper"));
    expect(JSON.parse(readFileSync(join(folder, "deeper", "prod-network.json"), "utf8"))).toHaveProperty(
      "configuration",
    );
    expect(() => keepPlan("prod-network", planOf({}), "")).not.toThrow();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
