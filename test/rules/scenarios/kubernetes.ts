import type { Scenarios } from "../scenario";

const pending =
  'kube_pod_status_phase{namespace="clickhouse",pod="chi-langfuse-default-0-0-0",phase="Pending"}';
const running =
  'kube_pod_status_phase{namespace="clickhouse",pod="chi-langfuse-default-0-0-0",phase="Running"}';
const worker = { namespace: "langfuse", pod: "langfuse-worker-1", container: "langfuse-worker" };
const restarts =
  'kube_pod_container_status_restarts_total{namespace="langfuse",pod="langfuse-worker-1",container="langfuse-worker"}';
const condition = (status: string) =>
  `kube_deployment_status_condition{namespace="langfuse",deployment="langfuse-web",condition="Progressing",status="${status}"}`;
const node = 'kube_node_status_condition{node="i-1",condition="Ready",status="true"}';
const volume = (metric: string, claim: string) =>
  `kubelet_volume_stats_${metric}_bytes{namespace="observability",persistentvolumeclaim="${claim}"}`;
const secret = (status: string) =>
  `externalsecret_status_condition{job="external-secrets",namespace="langfuse",name="langfuse",condition="Ready",status="${status}"}`;

export const kubernetes: readonly Scenarios[] = [
  {
    alert: "PodsPending",
    fires: [
      {
        when: "a pod waits for a node",
        healthy: { [pending]: 0, [running]: 1 },
        broken: { [pending]: 1, [running]: 0 },
        labels: { namespace: "clickhouse", pod: "chi-langfuse-default-0-0-0" },
        says: "Pod chi-langfuse-default-0-0-0 in namespace clickhouse has been pending for 15 minutes.",
      },
    ],
    silent: [
      {
        when: "a pod of somebody else waits",
        series: { 'kube_pod_status_phase{namespace="default",pod="a",phase="Pending"}': 1 },
      },
    ],
  },
  {
    alert: "ContainerRestarting",
    fires: [
      {
        when: "a container restarts more than twice in half an hour",
        // 1.8 in half an hour.
        healthy: { [restarts]: "+0.06" },
        // 2.4 in half an hour.
        broken: { [restarts]: "+0.08" },
        before: 60,
        reacts: 10,
        forgets: 30,
        labels: worker,
      },
      {
        when: "a container keeps restarting for a long time",
        healthy: { [restarts]: 1 },
        broken: { [restarts]: "+0.2" },
        before: 60,
        reacts: 10,
        rests: 20,
        forgets: 30,
        labels: worker,
        says: "Container langfuse-worker of pod langfuse-worker-1 in namespace langfuse restarted about 6 times within half an hour.",
      },
    ],
  },
  {
    alert: "RolloutStuck",
    fires: [
      {
        when: "Kubernetes has given up waiting for new pods",
        healthy: { [condition("true")]: 1, [condition("false")]: 0 },
        broken: { [condition("true")]: 0, [condition("false")]: 1 },
        labels: {
          namespace: "langfuse",
          deployment: "langfuse-web",
          condition: "Progressing",
          status: "false",
        },
        says: "Deployment langfuse-web in namespace langfuse makes no progress; pods of the version before serve on.",
      },
    ],
  },
  {
    alert: "NodeNotReady",
    fires: [
      {
        when: "a node stops reporting",
        healthy: { [node]: 1 },
        broken: { [node]: 0 },
        labels: { node: "i-1", condition: "Ready", status: "true" },
        says: "Node i-1 has not been ready for 15 minutes.",
      },
    ],
    silent: [{ when: "a node is replaced", series: { [node]: 1 }, next: { [node]: "gone" } }],
  },
  {
    alert: "PersistentVolumeAlmostFull",
    fires: [
      {
        when: "less than a tenth of Prometheus's volume is left",
        healthy: { [volume("capacity", "prometheus")]: 1000, [volume("available", "prometheus")]: 100 },
        broken: { [volume("available", "prometheus")]: 95 },
        labels: { namespace: "observability", persistentvolumeclaim: "prometheus" },
        says: "Volume prometheus in namespace observability has 9.5% left.",
      },
    ],
    silent: [
      {
        when: "it is a volume of ClickHouse, which has an alert of its own",
        series: {
          [volume("capacity", "data-chi-langfuse-default-0-0-0")]: 1000,
          [volume("available", "data-chi-langfuse-default-0-0-0")]: 1,
        },
      },
    ],
  },
  {
    alert: "ExternalSecretNotSynced",
    fires: [
      {
        when: "a Secret cannot be copied",
        healthy: { [secret("True")]: 1, [secret("False")]: 0 },
        broken: { [secret("True")]: 0, [secret("False")]: 1 },
        labels: {
          job: "external-secrets",
          namespace: "langfuse",
          name: "langfuse",
          condition: "Ready",
          status: "False",
        },
        says: "ExternalSecret langfuse in namespace langfuse cannot be brought up to date.",
      },
    ],
  },
];
