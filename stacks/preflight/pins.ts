import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { z } from "zod";
import { VALKEY_VERSION } from "../../constructs/cache";
import { images } from "../../constructs/images";
import { POSTGRES_MAJOR_VERSION } from "../../constructs/postgres";
import type { Environment } from "../../environments/schema";

/** What has a version that others depend on. */
export type Component =
  | "langfuse"
  | "langfuse chart"
  | "clickhouse"
  | "keeper"
  | "clickhouse operator"
  | "external-secrets"
  | "keda"
  | "kube-prometheus-stack"
  | "kubernetes"
  | "postgres"
  | "valkey";

const FOLDER = join(__dirname, "..", "..", "charts-values");
const chartFile = z.object({
  dependencies: z.array(z.object({ name: z.string(), version: z.string() })),
});

/** The versions that a deployment of this repository would bring. */
export function pinsOf({ langfuse, cluster }: Environment): Readonly<Record<Component, string>> {
  const { dependencies } = chartFile.parse(load(readFileSync(join(FOLDER, "Chart.yaml"), "utf8")));
  const chart = (name: string) => {
    const found = dependencies.find((dependency) => dependency.name === name);
    if (!found)
      throw new Error(`charts-values/Chart.yaml pins no '${name}'; name the chart that took its place`);
    return found.version;
  };
  return {
    langfuse: langfuse.version,
    "langfuse chart": chart("langfuse"),
    clickhouse: tagOf(images.clickhouse),
    keeper: tagOf(images.keeper),
    "clickhouse operator": chart("altinity-clickhouse-operator"),
    "external-secrets": chart("external-secrets"),
    keda: chart("keda"),
    "kube-prometheus-stack": chart("kube-prometheus-stack"),
    kubernetes: cluster.version,
    postgres: POSTGRES_MAJOR_VERSION,
    valkey: VALKEY_VERSION,
  };
}

/** Tag of an image, with or without a digest behind it.
 *  @throws when it has none */
export function tagOf(image: string): string {
  const tag = /:([^:/@]+)(@sha256:\w+)?$/.exec(image)?.[1];
  if (!tag) throw new Error(`image '${image}' has no tag; write one, from which people can tell its version`);
  return tag;
}
