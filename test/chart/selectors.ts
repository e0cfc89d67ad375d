import type { LabelSelector } from "kubernetes-types/meta/v1";
import { allObjects, type RenderedEnvironment } from "./assertion";
import { type KubernetesObject, type PodTemplate, podTemplates } from "./kubernetes";

/** A pod as selectors see it. */
export interface Pod extends PodTemplate {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Every pod that an environment starts, or some of its releases. */
export function podsOf(environment: Pick<RenderedEnvironment, "releases">): Pod[] {
  return podTemplates(allObjects(environment)).map((template) => ({
    ...template,
    namespace: template.object.metadata.namespace ?? "",
    labels: { ...template.metadata.labels, ...operatorLabels(template.object) },
  }));
}

/** Whether a selector chooses these labels; an empty one chooses all.
 *  @throws on expressions, which nothing here uses */
export function selects(selector: LabelSelector = {}, labels: Readonly<Record<string, string>>): boolean {
  if (selector.matchExpressions) throw new Error("matchExpressions are not read here; use matchLabels");
  return Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}

/** What Altinity's operator writes on the pods of an installation, beside the labels of its template
 *  (pkg/model/chi/tags/labeler of version 0.25). */
export function operatorLabels({ kind, metadata: { name = "" } }: KubernetesObject): Record<string, string> {
  if (kind === "ClickHouseInstallation") return { "clickhouse.altinity.com/chi": name };
  if (kind === "ClickHouseKeeperInstallation") return { "clickhouse-keeper.altinity.com/chk": name };
  return {};
}
