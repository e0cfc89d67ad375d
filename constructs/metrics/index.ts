import { alertmanagerMetrics } from "./alertmanager";
import { blackboxMetrics } from "./blackbox";
import { canaryMetrics } from "./canary";
import { clickHouseMetrics } from "./clickhouse";
import { clickHouseOperatorMetrics } from "./clickhouse-operator";
import { cloudWatchMetrics } from "./cloudwatch";
import { externalSecretsMetrics } from "./external-secrets";
import { kedaMetrics } from "./keda";
import { keeperMetrics } from "./keeper";
import { kubeStateMetrics } from "./kube-state-metrics";
import { kubeletMetrics } from "./kubelet";
import { langfuseStatsdMetrics } from "./langfuse-statsd";
import { maskingMetrics } from "./masking";
import type { Metric } from "./metric";
import { prometheusMetrics } from "./prometheus";
import { valkeyMetrics } from "./valkey";

export type { CloudWatchMetric } from "./cloudwatch";
export type { Exporter, Metric } from "./metric";
export { cloudWatchMetrics };

/** Every metric that a rule or a panel may use. What scrapes them keeps these and drops the rest, so that a rule on a
 *  metric that nobody collects turns a test red. */
export const METRICS: readonly Metric[] = [
  ...alertmanagerMetrics,
  ...blackboxMetrics,
  ...canaryMetrics,
  ...clickHouseMetrics,
  ...clickHouseOperatorMetrics,
  ...cloudWatchMetrics,
  ...externalSecretsMetrics,
  ...kedaMetrics,
  ...keeperMetrics,
  ...kubeStateMetrics,
  ...kubeletMetrics,
  ...langfuseStatsdMetrics,
  ...maskingMetrics,
  ...prometheusMetrics,
  ...valkeyMetrics,
];
