import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { helm } from "./helm";
import type { ChartPin } from "./releases";

/** Where charts come from on this machine. */
export interface ChartSources {
  readonly helm: string;
  /** Folder of the Langfuse chart, instead of its registry. */
  readonly langfuseChart: string | undefined;
  /** Folder that holds one folder per chart, instead of their registries. */
  readonly chartsFolder: string | undefined;
  /** Receives what is pulled; removed by the caller. */
  readonly scratch: string;
}

/** A chart on this machine, or why it cannot be had. */
export type Chart =
  | { readonly kind: "folder"; readonly folder: string; readonly origin: string }
  | { readonly kind: "unreachable"; readonly reason: string };

/** Finds charts, and pulls each version only once. */
export function chartFinder(sources: ChartSources): (pin: ChartPin) => Promise<Chart> {
  const pulls = new Map<string, Promise<Chart>>();
  return async (pin) => {
    if (pin.kind === "local") return { kind: "folder", folder: pin.folder, origin: "this repository" };
    const folder = givenFolder(pin.name, sources);
    if (folder) return checkedFolder(folder, pin.version);
    const key = `${pin.repository}/${pin.name}@${pin.version}`;
    const pulled = pulls.get(key) ?? pull(pin, sources);
    pulls.set(key, pulled);
    return pulled;
  };
}

function givenFolder(name: string, { langfuseChart, chartsFolder }: ChartSources): string | undefined {
  if (name === "langfuse" && langfuseChart !== undefined) return langfuseChart;
  const folder = chartsFolder && join(chartsFolder, name);
  return folder && existsSync(folder) ? folder : undefined;
}

function checkedFolder(folder: string, pinned: string): Chart {
  const file = join(folder, "Chart.yaml");
  if (!existsSync(file)) throw new Error(`'${folder}' is not a chart: it holds no Chart.yaml`);
  const { version } = parse(readFileSync(file, "utf8"));
  if (version === pinned) return { kind: "folder", folder, origin: folder };
  throw new Error(`'${folder}' is version ${version} but ${pinned} is pinned; check out the pinned version`);
}

async function pull(
  pin: ChartPin & { kind: "upstream" },
  { helm: program, scratch }: ChartSources,
): Promise<Chart> {
  const { name, repository, version } = pin;
  const folder = mkdtempSync(join(scratch, `${name}-`));
  const chart = repository.startsWith("oci://") ? [`${repository}/${name}`] : [name, "--repo", repository];
  try {
    await helm(program, ["pull", ...chart, "--version", version, "--untar", "--untardir", folder]);
  } catch (error) {
    if (isUnreachable(String(error)))
      return { kind: "unreachable", reason: `no connection to ${repository}` };
    throw error;
  }
  return { kind: "folder", folder: join(folder, name), origin: repository };
}

/** A version that does not exist is a defect; a registry without a connection is not. */
function isUnreachable(message: string): boolean {
  return /cannot be reached|no such host|dial tcp|i\/o timeout|connection refused|TLS handshake|proxyconnect/.test(
    message,
  );
}
