import type { Scenarios } from "../scenario";

const scaler = { namespace: "langfuse", horizontalpodautoscaler: "keda-hpa-langfuse-worker" };
const of = (metric: string, more = "") =>
  `kube_horizontalpodautoscaler_${metric}{namespace="langfuse",horizontalpodautoscaler="keda-hpa-langfuse-worker"${more}}`;

const current = of("status_current_replicas");
const most = of("spec_max_replicas");
const least = of("spec_min_replicas");
const inactive = of("status_condition", ',condition="ScalingActive",status="false"');
const errors = (metric: string) =>
  `keda_scaler_detail_errors_total{job="keda",namespace="langfuse",scaledObject="langfuse-worker",scaler="prometheusScaler",metric="${metric}"}`;

export const autoscaling: readonly Scenarios[] = [
  {
    alert: "AutoscalerAtMaximum",
    fires: [
      {
        when: "there are as many pods as there may be",
        healthy: { [current]: 23, [most]: 24, [least]: 3 },
        broken: { [current]: 24 },
        labels: scaler,
        says: "keda-hpa-langfuse-worker has had its maximum of 24 pods for half an hour.",
      },
    ],
    silent: [
      { when: "there is no room between least and most", series: { [current]: 2, [most]: 2, [least]: 2 } },
    ],
  },
  {
    alert: "AutoscalerInactive",
    fires: [
      {
        when: "it gets no numbers",
        healthy: { [inactive]: 0 },
        broken: { [inactive]: 1 },
        labels: { ...scaler, condition: "ScalingActive", status: "false" },
        says: "keda-hpa-langfuse-worker stays at its present number of pods, whatever happens.",
      },
    ],
  },
  {
    alert: "KedaScalerFailing",
    fires: [
      {
        when: "more than six questions in 15 minutes fail, of whatever metric",
        // 5.7 and 6.6 in 15 minutes.
        healthy: { [errors("a")]: "+0.19", [errors("b")]: "+0.19" },
        broken: { [errors("a")]: "+0.22", [errors("b")]: "+0.22" },
        before: 60,
        reacts: 5,
        forgets: 15,
        labels: { scaledObject: "langfuse-worker", scaler: "prometheusScaler" },
      },
      {
        when: "each question fails",
        healthy: { [errors("a")]: 12 },
        broken: { [errors("a")]: "+4" },
        before: 60,
        reacts: 1,
        rests: 15,
        forgets: 15,
        labels: { scaledObject: "langfuse-worker", scaler: "prometheusScaler" },
        says: "prometheusScaler of langfuse-worker failed about 60 times within 15 minutes.",
      },
    ],
  },
];
