import type { Component } from "./pins";
import type { VersionRange } from "./version";

/** Versions of two components that work together, as somebody has read or tried. */
export interface SupportedPair {
  readonly one: Component;
  readonly oneVersions: VersionRange;
  readonly other: Component;
  readonly otherVersions: VersionRange;
  /** Where it stands. */
  readonly source: string;
}

/** Every pair that a deployment consists of. A new version outside of these ranges is refused until somebody has read its
 *  notes and widened a row: that is the whole purpose. Read in November 2026. */
export const supportedPairs: readonly SupportedPair[] = [
  {
    one: "langfuse",
    oneVersions: { from: "4.16", below: "4.17" },
    other: "langfuse chart",
    otherVersions: { from: "2.0.0", below: "2.1" },
    // The chart's own default is 4.4.0; what it sets was compared with what 4.16.0 reads (test/chart).
    source: "https://github.com/langfuse/langfuse-k8s/blob/main/charts/langfuse/Chart.yaml",
  },
  {
    one: "langfuse",
    oneVersions: { from: "4.0", below: "5" },
    other: "clickhouse",
    otherVersions: { from: "25.12", below: "26.5" },
    source: "https://langfuse.com/self-hosting/upgrade/upgrade-guides/upgrade-v3-to-v4",
  },
  {
    one: "langfuse",
    oneVersions: { from: "4.0", below: "5" },
    other: "postgres",
    otherVersions: { from: "15", below: "18" },
    source: "https://langfuse.com/self-hosting/deployment/infrastructure/postgres",
  },
  {
    one: "langfuse",
    oneVersions: { from: "4.0", below: "5" },
    other: "valkey",
    otherVersions: { from: "8", below: "9" },
    source: "https://langfuse.com/self-hosting/deployment/infrastructure/cache",
  },
  {
    one: "clickhouse operator",
    oneVersions: { from: "0.25.6", below: "0.26" },
    other: "clickhouse",
    otherVersions: { from: "25.12", below: "26.5" },
    source: "https://github.com/Altinity/clickhouse-operator/releases/tag/release-0.25.6",
  },
  {
    one: "clickhouse operator",
    oneVersions: { from: "0.25.6", below: "0.26" },
    other: "kubernetes",
    otherVersions: { from: "1.25", below: "1.37" },
    source:
      "https://github.com/Altinity/clickhouse-operator/blob/0.25.6/docs/operator_installation_details.md",
  },
  {
    one: "external-secrets",
    oneVersions: { from: "2.9", below: "2.10" },
    other: "kubernetes",
    otherVersions: { from: "1.19", below: "1.37" },
    source: "https://external-secrets.io/v2.9.0/introduction/stability-support",
  },
  {
    one: "keda",
    oneVersions: { from: "2.20", below: "2.21" },
    other: "kubernetes",
    otherVersions: { from: "1.23", below: "1.37" },
    source: "https://keda.sh/docs/2.20/operate/cluster",
  },
  {
    one: "kube-prometheus-stack",
    oneVersions: { from: "88", below: "89" },
    other: "kubernetes",
    otherVersions: { from: "1.25", below: "1.37" },
    source:
      "https://github.com/prometheus-community/helm-charts/blob/main/charts/kube-prometheus-stack/Chart.yaml",
  },
];

/** Components whose versions must be the same, because they speak a protocol of their own. */
export const twins: readonly (readonly [Component, Component])[] = [["clickhouse", "keeper"]];
