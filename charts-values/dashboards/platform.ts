import { cost } from "./cost";
import type { DashboardSpec } from "./dashboard";
import { signIn } from "./sign-in";
import { watchers } from "./watchers";

/** The way in, the cluster under it, and the watchers themselves. */
export const platform: DashboardSpec = {
  uid: "langfuse-platform",
  title: "Langfuse: edge and platform",
  description:
    "Load balancer, certificate, pods, nodes, autoscaling, and whether the monitoring sees anything.",
  rows: [
    {
      height: 4,
      panels: [
        {
          id: 1,
          kind: "stat",
          title: "Way in",
          description: "Healthy web pods as the load balancer counts them.",
          width: 4,
          queries: { "": 'max(aws_applicationelb_healthy_host_count_minimum{dimension_TargetGroup!=""})' },
          steps: { 1: "green" },
          base: "red",
          alerts: ["LoadBalancerNoHealthyTargets"],
        },
        {
          id: 2,
          kind: "stat",
          title: "Certificate",
          description: "Days for which it is valid. AWS renews it 60 days ahead; at 21 renewal is broken.",
          unit: "d",
          width: 4,
          queries: { "": '(min(probe_ssl_earliest_cert_expiry{job="langfuse-health"}) - time()) / 86400' },
          steps: { 3: "orange", 21: "green" },
          base: "red",
          alerts: ["CertificateExpiring", "CertificateAboutToExpire"],
        },
        {
          id: 3,
          kind: "stat",
          title: "Pods that wait",
          description: "Pods without a node. Most often a volume is in a zone that has no room.",
          width: 4,
          queries: { "": 'sum(kube_pod_status_phase{phase="Pending"})' },
          words: { 0: ["none", "green"] },
          steps: { 1: "orange" },
        },
        {
          id: 4,
          kind: "stat",
          title: "Nodes not ready",
          description: "Auto Mode replaces them; one that stays is worth a look.",
          width: 4,
          queries: {
            "": 'count(kube_node_status_condition{condition="Ready",status="true"} == 0) or vector(0)',
          },
          words: { 0: ["none", "green"] },
          steps: { 1: "orange" },
          alerts: ["NodeNotReady"],
        },
        {
          id: 5,
          kind: "stat",
          title: "Secrets not copied",
          description: "Pods go on with what they have; a rotation does not arrive.",
          width: 4,
          queries: {
            "": 'sum(externalsecret_status_condition{condition="Ready",status="False"}) or vector(0)',
          },
          words: { 0: ["none", "green"] },
          steps: { 1: "orange" },
          alerts: ["ExternalSecretNotSynced"],
        },
        {
          id: 6,
          kind: "stat",
          title: "Sources that do not answer",
          description: "Of metrics. What they would tell is not known, and their alerts are blind.",
          width: 4,
          queries: { "": "count(up == 0) or vector(0)" },
          words: { 0: ["none", "green"] },
          steps: { 1: "orange" },
          alerts: ["MonitoringTargetDown"],
        },
      ],
    },
    {
      height: 8,
      panels: [
        {
          id: 7,
          title: "Answers a minute, by who gave them",
          description:
            "Failures of the load balancer mean that no pod could be asked; failures of pods are Langfuse's own.",
          width: 8,
          queries: {
            requests: 'sum(aws_applicationelb_request_count_sum{dimension_TargetGroup=""})',
            "failed at the load balancer":
              'sum(aws_applicationelb_httpcode_elb_5_xx_count_sum{dimension_TargetGroup=""})',
            "failed in pods":
              'sum(aws_applicationelb_httpcode_target_5_xx_count_sum{dimension_TargetGroup=""})',
          },
          alerts: ["LoadBalancerErrors"],
        },
        {
          id: 8,
          title: "Restarts",
          description: "Of containers. The reason of the last one is in `kubectl describe pod`.",
          width: 8,
          queries: {
            "{{namespace}} {{pod}} {{container}}":
              "sum by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total[$__rate_interval])) > 0",
          },
          alerts: ["ContainerRestarting"],
        },
        {
          id: 9,
          title: "Pods that wait, and rollouts that stand still",
          description: "A rollout that does not progress leaves the version before in service.",
          width: 8,
          queries: {
            "{{namespace}} {{pod}}": 'sum by (namespace, pod) (kube_pod_status_phase{phase="Pending"}) > 0',
            "rollout {{namespace}} {{deployment}}":
              'kube_deployment_status_condition{condition="Progressing",status="false"} == 1',
          },
          alerts: ["PodsPending", "RolloutStuck"],
        },
      ],
    },
    {
      height: 8,
      panels: [
        {
          id: 10,
          title: "Replicas, and their limit",
          description: "At the limit more load means more waiting.",
          width: 8,
          queries: {
            "{{horizontalpodautoscaler}}":
              'kube_horizontalpodautoscaler_status_current_replicas{namespace="langfuse"}',
            "{{horizontalpodautoscaler}} at least":
              'kube_horizontalpodautoscaler_spec_min_replicas{namespace="langfuse"}',
            "{{horizontalpodautoscaler}} at most":
              'kube_horizontalpodautoscaler_spec_max_replicas{namespace="langfuse"}',
          },
          alerts: ["AutoscalerAtMaximum"],
        },
        {
          id: 11,
          title: "Autoscaling that fails",
          description: "Autoscalers without figures, and errors of KEDA: the number of pods stays as it is.",
          width: 8,
          queries: {
            "{{horizontalpodautoscaler}} has no figures":
              'kube_horizontalpodautoscaler_status_condition{condition="ScalingActive",status="false"}',
            "{{scaledObject}} {{scaler}}":
              "sum by (scaledObject, scaler) (increase(keda_scaler_detail_errors_total[$__rate_interval]))",
          },
          steps: { 1: "orange" },
          alerts: ["AutoscalerInactive", "KedaScalerFailing"],
        },
        {
          id: 12,
          title: "Free space of volumes",
          description: "Of every claim; those of ClickHouse have a dashboard of their own.",
          unit: "percentunit",
          width: 8,
          queries: {
            "{{persistentvolumeclaim}}":
              "min by (persistentvolumeclaim) (kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes)",
          },
          steps: { 0.1: "green" },
          base: "red",
          max: 1,
          alerts: ["PersistentVolumeAlmostFull"],
        },
      ],
    },
    signIn,
    watchers,
    cost,
  ],
};
