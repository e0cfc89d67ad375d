import { deployment } from "../../constructs/deployment";
import { clusterService, cpuAutoscaler, disruptionBudget } from "../../constructs/deployment-companions";

const labels = { "app.kubernetes.io/name": "program" };
const { spec } = JSON.parse(
  JSON.stringify(
    deployment({
      name: "program",
      namespace: "langfuse",
      labels,
      scale: "autoscaled",
      image: "registry.example.com/program@sha256:1",
      user: 65532,
      cpus: 1.5,
      memoryGib: 2,
      env: [{ name: "PORT", value: "8080" }],
      ports: [{ name: "http", containerPort: 8080 }],
      files: [
        { folder: "/etc/policy", source: { configMap: { name: "policy" } } },
        { folder: "/etc/keys", source: { secret: { secretName: "keys", defaultMode: 288 } } },
      ],
      probes: { port: 9090, livenessPath: "/health", readinessPath: "/ready" },
      priorityClassName: "langfuse",
      preStopSeconds: 10,
      terminationGraceSeconds: 90,
    }),
  ),
);
const pod = spec.template.spec;
const [container] = pod.containers;

describe("a deployment of ours", () => {
  it("leaves the number of its pods to the autoscaler", () => {
    expect(spec).not.toHaveProperty("replicas");
  });

  it("replaces pods without one less than before", () => {
    expect(spec.strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
  });

  it("may do nothing: no root, no privilege, no file to write, no token", () => {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(container.securityContext).toEqual({
      runAsUser: 65532,
      runAsGroup: 65532,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("reads its files, and those that are secret alone", () => {
    expect(pod.securityContext.fsGroup).toBe(65532);
    expect(pod.volumes).toEqual([
      { name: "files-0", configMap: { name: "policy" } },
      { name: "files-1", secret: { secretName: "keys", defaultMode: 0o440 } },
    ]);
    expect(container.volumeMounts).toEqual([
      { name: "files-0", mountPath: "/etc/policy", readOnly: true },
      { name: "files-1", mountPath: "/etc/keys", readOnly: true },
    ]);
  });

  it("stands in several zones and on several nodes, and starts also where that cannot be", () => {
    expect(pod.topologySpreadConstraints).toMatchObject([
      { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" },
      { topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" },
    ]);
    for (const { labelSelector } of pod.topologySpreadConstraints)
      expect(labelSelector).toEqual({ matchLabels: labels });
  });

  it("is bounded in memory and not in CPU", () => {
    expect(container.resources).toEqual({
      requests: { cpu: "1500m", memory: "2Gi" },
      limits: { memory: "2Gi" },
    });
  });

  it("is asked whether it lives and whether it is ready, which are two questions", () => {
    expect(container.livenessProbe.httpGet).toEqual({ path: "/health", port: 9090 });
    expect(container.readinessProbe.httpGet).toEqual({ path: "/ready", port: 9090 });
  });

  it("waits before it stops, and then has time", () => {
    expect(container.lifecycle).toEqual({ preStop: { sleep: { seconds: 10 } } });
    expect(pod.terminationGracePeriodSeconds).toBe(90);
  });
});

describe("its companions", () => {
  const replicated = { name: "program", namespace: "langfuse", labels };

  it("let a node go, with a single pod and with broken ones, too", () => {
    expect(disruptionBudget(replicated).spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: labels },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
  });

  it("count pods by their CPU", () => {
    expect(
      cpuAutoscaler(replicated, { minReplicas: 2, maxReplicas: 5, targetUtilization: 60 }),
    ).toMatchObject({
      apiVersion: "autoscaling/v2",
      spec: {
        scaleTargetRef: { kind: "Deployment", name: "program" },
        minReplicas: 2,
        maxReplicas: 5,
        metrics: [{ resource: { name: "cpu", target: { averageUtilization: 60 } } }],
      },
    });
  });

  it("answer at the pods' own ports, of which network policies speak", () => {
    expect(clusterService(replicated, [{ name: "http", containerPort: 8080 }]).spec).toEqual({
      type: "ClusterIP",
      selector: labels,
      ports: [{ name: "http", port: 8080 }],
    });
  });
});
