import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type KubernetesObject, podTemplates } from "../kubernetes";

const root = join(__dirname, "..", "..", "..");
const types = join(root, "node_modules", "kubernetes-types");

/** A literal and the Kubernetes type that it must have. */
interface Claim {
  readonly object: KubernetesObject;
  readonly module: string;
  readonly type: string;
  readonly value: unknown;
}

/** Whether Kubernetes itself defines the object, in a version that the types know. */
export function isCore({ apiVersion, kind }: KubernetesObject): boolean {
  const file = `${join(types, typesModule(apiVersion))}.d.ts`;
  return existsSync(file) && readFileSync(file, "utf8").includes(`export interface ${kind} {`);
}

/** Fields that Kubernetes does not know, or knows with another type, by object.
 *
 *  The compiler checks each object as a literal of its type, which also finds what the API server would drop: a
 *  misspelt or misplaced field. Pod templates inside custom resources are checked as pods. */
export function coreProblems(objects: readonly KubernetesObject[]): Map<KubernetesObject, string[]> {
  const claims = objects.flatMap(claimsOf);
  const folder = mkdtempSync(join(tmpdir(), "kubernetes-types-"));
  try {
    const file = join(folder, "objects.ts");
    const lines = claims.map(
      ({ module, type, value }, index) =>
        `export const o${index}: import("${join(types, module)}").${type} = ${literal(value)};`,
    );
    writeFileSync(file, lines.join("\n"));
    const problems = compile(file).map(({ line, column, message }) => {
      const claim = claims[line - 1];
      const field = /^"([^"]+)"/.exec(lines[line - 1]?.slice(column - 1) ?? "")?.[1];
      return { object: claim?.object, problem: field ? `${field}: ${message}` : message };
    });
    const real = problems.filter(({ problem }) => !isGap(problem));
    return new Map(
      objects.map((object) => [
        object,
        real.filter((each) => each.object === object).map(({ problem }) => problem),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The API server takes a null for an absent field. */
function literal(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    isPlain(inner) ? Object.fromEntries(Object.entries(inner).filter(([, each]) => each !== null)) : inner,
  );
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What the API server accepts and the types do not: quantities as numbers, and a struct that they leave empty. */
function isGap(problem: string): boolean {
  const quantity =
    /^(cpu|memory|storage|ephemeral-storage|averageValue): Type 'number' is not assignable to type 'string'/;
  return quantity.test(problem) || /'(Named)?RuleWithOperations'/.test(problem);
}

function claimsOf(object: KubernetesObject): Claim[] {
  if (isCore(object)) {
    const module = typesModule(object.apiVersion);
    return [{ object, module, type: object.kind, value: object }];
  }
  return podTemplates([object]).map(({ spec }) => ({
    object,
    module: "core/v1",
    type: "PodSpec",
    value: spec,
  }));
}

/** `v1` stands in `core/v1`, `rbac.authorization.k8s.io/v1` in `rbac/v1`. */
function typesModule(apiVersion: string): string {
  if (!apiVersion.includes("/")) return `core/${apiVersion}`;
  const [group = "", version = ""] = apiVersion.split("/");
  const ours = group.endsWith(".k8s.io") || !group.includes(".");
  return ours ? `${group.split(".")[0]}/${version}` : `custom/${version}`;
}

function compile(file: string): { line: number; column: number; message: string }[] {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const options = [
    "--ignoreConfig",
    "--noEmit",
    "--strict",
    "--skipLibCheck",
    "--pretty",
    "false",
    "--types",
    "",
  ];
  const { stdout, status, error } = spawnSync(process.execPath, [compiler, ...options, file], {
    encoding: "utf8",
  });
  if (error) throw error;
  const found = [...stdout.matchAll(/\((\d+),(\d+)\): error TS\d+: (.*)/g)];
  if (status !== 0 && found.length === 0) throw new Error(`the compiler failed: ${stdout}`);
  return found.map(([, line, column, message = ""]) => ({
    line: Number(line),
    column: Number(column),
    message,
  }));
}
