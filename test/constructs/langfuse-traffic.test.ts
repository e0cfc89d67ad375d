import { langfuseBudgets, webTraffic, workerScaler } from "../../constructs/langfuse-traffic";
import { cache, pods } from "../support/langfuse";

describe("workers", () => {
  const { spec } = workerScaler(pods, cache);
  const redis = (listName: string) => ({
    type: "redis",
    metadata: { address: "cache.example.com:6379", listName, enableTLS: "true" },
    authenticationRef: { kind: "ClusterTriggerAuthentication", name: "queue" },
  });
  const age = {
    type: "prometheus",
    metadata: {
      serverAddress: "http://kube-prometheus-stack-prometheus.observability.svc.cluster.local:9090",
      query: 'max(langfuse:queue_oldest_wait_seconds{queue=~"otel-ingestion-queue|ingestion-queue"})',
    },
  };

  it("scale by both ingestion queues, over TLS, with the user that KEDA holds, and by their age", () => {
    expect(spec).toMatchObject({
      minReplicaCount: 2,
      maxReplicaCount: 6,
      triggers: [
        redis("bull:otel-ingestion-queue:wait"),
        redis("bull:ingestion-queue:wait"),
        age,
        { type: "cpu" },
      ],
    });
  });

  it("scale by the other triggers while one has no answer: it asks for the least, and says so", () => {
    expect(spec).toMatchObject({
      fallback: { replicas: 2, behavior: "static" },
      triggers: expect.arrayContaining([
        expect.objectContaining({ metadata: expect.objectContaining({ ignoreNullValues: "false" }) }),
      ]),
    });
  });
});

it("binds the target group to web by address, as the load balancer's health check expects", () => {
  expect(webTraffic("arn:group")).toMatchObject({
    apiVersion: "eks.amazonaws.com/v1",
    spec: {
      serviceRef: { name: "langfuse-web", port: "http" },
      targetGroupARN: "arn:group",
      targetType: "ip",
    },
  });
});

it("lets a drain take one pod of web and one worker at a time, and any that has crashed", () => {
  expect(langfuseBudgets().map((budget) => ({ ...budget, metadata: budget.metadata.name }))).toMatchObject([
    {
      metadata: "langfuse-web",
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: { "app.kubernetes.io/component": "web" } },
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    },
    {
      metadata: "langfuse-worker",
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: { "app.kubernetes.io/component": "worker" } },
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    },
  ]);
});
