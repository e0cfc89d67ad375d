import { VALKEY_VERSION } from "../../constructs/cache";
import { pinOf } from "../../constructs/chart";
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

/** The versions that a deployment of this repository would bring. */
export function pinsOf({ langfuse, cluster }: Environment): Readonly<Record<Component, string>> {
  return {
    langfuse: langfuse.version,
    "langfuse chart": pinOf("langfuse").version,
    clickhouse: tagOf(images.clickhouse),
    keeper: tagOf(images.keeper),
    "clickhouse operator": pinOf("altinity-clickhouse-operator").version,
    "external-secrets": pinOf("external-secrets").version,
    keda: pinOf("keda").version,
    "kube-prometheus-stack": pinOf("kube-prometheus-stack").version,
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
