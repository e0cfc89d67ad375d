import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument, type Tags } from "yaml";
import { helm } from "./helm";
import { at, type KubernetesObject } from "./kubernetes";
import type { HelmRelease } from "./releases";

/** How to render one release. */
export interface RenderOptions {
  readonly helm: string;
  /** A chart with all the subcharts that its values use. */
  readonly folder: string;
  /** The cluster's, for example `1.36`. */
  readonly kubernetesVersion: string;
  /** Receives the values files; removed by the caller. */
  readonly scratch: string;
}

/** APIs that exist in our clusters beside Kubernetes' own; charts ask for them before they render an object. */
const apiVersions = ["monitoring.coreos.com/v1"];

/** The objects that Helm would send to the cluster, hooks and resource definitions included.
 *  @throws with Helm's message when a template or the chart's own validation fails */
export async function renderRelease(
  release: HelmRelease,
  options: RenderOptions,
): Promise<KubernetesObject[]> {
  const folder = mkdtempSync(join(options.scratch, "values-"));
  const files = release.values.map((document, index) => {
    const file = join(folder, `${index}.yaml`);
    writeFileSync(file, document);
    return file;
  });
  const output = await helm(options.helm, [
    "template",
    release.name,
    options.folder,
    ...["--namespace", release.namespace],
    ...["--kube-version", options.kubernetesVersion],
    ...apiVersions.flatMap((version) => ["--api-versions", version]),
    ...files.flatMap((file) => ["--values", file]),
    "--include-crds",
    "--skip-tests",
  ]);
  return objectsOf(output);
}

/** Helm's YAML: version 1.1, in which `0644` is octal and `on` is true, but without its notations of time. */
const helmsYaml = {
  version: "1.1",
  customTags: (tags: Tags) =>
    tags.filter(
      (tag) => typeof tag === "string" || !(tag.tag.endsWith(":timestamp") || tag.format === "TIME"),
    ),
} as const;

const parsed = new Map<string, KubernetesObject[]>();

/** The objects of a stream of YAML documents; equal documents are parsed once, because large ones repeat.
 *  @throws on invalid YAML, such as a key that stands twice */
export function objectsOf(stream: string): KubernetesObject[] {
  return stream.split(/^---\s*$/m).flatMap((document) => {
    const objects = parsed.get(document) ?? objectsOfDocument(document);
    parsed.set(document, objects);
    return objects;
  });
}

function objectsOfDocument(text: string): KubernetesObject[] {
  const document = parseDocument(text, helmsYaml);
  if (document.errors.length > 0) throw new Error(`invalid YAML: ${document.errors.map(String).join("; ")}`);
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  if (value === null || value === undefined) return [];
  const items = at(value, "kind") === "List" ? at(value, "items") : [value];
  return (Array.isArray(items) ? items : []).map(checkedObject);
}

function checkedObject(value: unknown): KubernetesObject {
  const [apiVersion, kind, name] = [
    at(value, "apiVersion"),
    at(value, "kind"),
    at(value, "metadata", "name"),
  ];
  if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof name !== "string")
    throw new Error(
      `rendered an object without apiVersion, kind or name: ${JSON.stringify(value).slice(0, 120)}`,
    );
  return value as KubernetesObject; // the three fields were checked one line above
}
