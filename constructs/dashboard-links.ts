/** What an alert is about, as its label `component` says. */
export type AlertComponent = keyof typeof dashboardOf;

/** The dashboards by their uid, which is a part of their address: links in pages and runbooks hold it. */
export const dashboardUids = [
  "langfuse-overview",
  "langfuse-ingestion",
  "langfuse-masking",
  "langfuse-clickhouse",
  "langfuse-stores",
  "langfuse-platform",
] as const;

/** Uid of a dashboard. */
export type DashboardUid = (typeof dashboardUids)[number];

/** The dashboard that somebody opens first when an alert about a component fires. */
export const dashboardOf = {
  web: "langfuse-overview",
  slo: "langfuse-overview",
  canary: "langfuse-overview",
  worker: "langfuse-ingestion",
  ingestion: "langfuse-ingestion",
  masking: "langfuse-masking",
  clickhouse: "langfuse-clickhouse",
  keeper: "langfuse-clickhouse",
  postgres: "langfuse-stores",
  valkey: "langfuse-stores",
  s3: "langfuse-stores",
  backup: "langfuse-stores",
  edge: "langfuse-platform",
  "sign-in": "langfuse-platform",
  kubernetes: "langfuse-platform",
  autoscaling: "langfuse-platform",
  monitoring: "langfuse-platform",
} as const satisfies Readonly<Record<string, DashboardUid>>;

/** What the files of dashboards have in place of the folder `runbooks`: where that is, is known at synth only. */
export const RUNBOOKS_PLACE = "https://runbooks.invalid";

/** Where a dashboard is in a Grafana.
 *  @param grafanaUrl without a slash at its end */
export function dashboardUrl(grafanaUrl: string, component: AlertComponent): string {
  return `${grafanaUrl}/d/${dashboardOf[component]}`;
}
