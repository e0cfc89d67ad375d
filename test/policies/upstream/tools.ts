import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { onPath } from "../../support/programs";
import { checkovFindings, trivyFindings, type UpstreamFinding } from "./report";

const run = promisify(execFile);

/** A program that judges a plan by rules of its own. */
export interface Tool {
  readonly name: "checkov" | "trivy";
  /** How ids of its rules begin, by which a waiver is for it. */
  readonly ids: RegExp;
  /** Arguments for one plan. */
  readonly arguments: (plan: string) => readonly string[];
  readonly findings: (report: string, environment: string) => UpstreamFinding[];
}

export const tools: readonly Tool[] = [
  {
    name: "checkov",
    ids: /^CKV/,
    // Without a look at its vendor's servers, which would be told of the plan.
    arguments: (plan) => [
      ...["--file", plan, "--framework", "terraform_plan", "--output", "json"],
      ...["--soft-fail", "--quiet", "--compact", "--skip-download"],
    ],
    findings: checkovFindings,
  },
  {
    name: "trivy",
    ids: /^(AVD|KSV)/,
    // With the checks that came with it: newer ones would come unasked.
    arguments: (plan) => [
      "config",
      "--format",
      "json",
      "--exit-code",
      "0",
      "--quiet",
      "--skip-check-update",
      plan,
    ],
    findings: trivyFindings,
  },
];

/** A tool, and the program that it is here. */
export interface Installed {
  readonly tool: Tool;
  readonly program: string;
}

/** The tools that are on a `PATH`, and a sentence for each that is not. */
export function installed(path = process.env.PATH): {
  found: readonly Installed[];
  missing: readonly string[];
} {
  const found = tools.flatMap((tool) => {
    const program = onPath(tool.name, path);
    return program ? [{ tool, program }] : [];
  });
  const missing = tools.filter((tool) => !found.some((one) => one.tool === tool));
  return { found, missing: missing.map(({ name }) => `no ${name} on the PATH`) };
}

/** What a tool finds in a plan.
 *  @throws when it ends with an error, or writes no report */
export async function ask(
  { tool, program }: Installed,
  plan: string,
  environment: string,
): Promise<UpstreamFinding[]> {
  const { stdout } = await run(program, [...tool.arguments(plan)], { maxBuffer: 2 ** 28 });
  return tool.findings(stdout, environment);
}
