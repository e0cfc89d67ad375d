import { spawn } from "node:child_process";
import { createSocket, type Socket } from "node:dgram";
import { join } from "node:path";
import { scheduledJob } from "../../constructs/scheduled-job";

const props = {
  name: "some-job",
  namespace: "clickhouse",
  serviceAccountName: "some-account",
  priorityClassName: "langfuse",
  schedule: "5 * * * *",
  startingDeadline: 600,
  deadline: 1800,
  scripts: [],
  container: { image: "example/image:1", user: 101, memory: "64Mi", command: ["bash"], env: [] },
};

describe("a scheduled job", () => {
  const [scripts, { spec, metadata }] = scheduledJob(props);
  const { template, ...job } = spec.jobTemplate.spec;
  const [container] = template.spec.containers;

  it("runs by the clock of the world, and never beside itself", () => {
    expect(spec).toMatchObject({
      schedule: "5 * * * *",
      timeZone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 600,
    });
  });

  it("ends in time, and does not fail because its node went away", () => {
    expect(job).toEqual({
      backoffLimit: 1,
      activeDeadlineSeconds: 1800,
      podFailurePolicy: {
        rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] }],
      },
    });
    // Kubernetes takes a failure policy of such pods only.
    expect(template.spec.restartPolicy).toBe("Never");
  });

  it("may do nothing in the container, and knows nobody in the cluster", () => {
    expect(template.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(container?.securityContext).toEqual({
      runAsUser: 101,
      runAsGroup: 101,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("brings its scripts, and the functions that report figures", () => {
    expect(scripts.metadata).toEqual({ name: "some-job-scripts", namespace: metadata.namespace });
    expect(scripts.data["figures.sh"]).toContain("figure()");
    expect(template.spec.volumes).toContainEqual({
      name: "scripts",
      configMap: { name: "some-job-scripts" },
    });
    expect(container?.volumeMounts).toContainEqual({
      name: "scripts",
      mountPath: "/scripts",
      readOnly: true,
    });
  });

  it("knows where figures go, and its pods are told apart by its name", () => {
    expect(container?.env).toEqual([
      { name: "FIGURES_HOST", value: "statsd-exporter.observability.svc.cluster.local" },
      { name: "FIGURES_PORT", value: "9125" },
      { name: "FIGURES_JOB", value: "some-job" },
    ]);
    expect(template.metadata.labels).toEqual({ "app.kubernetes.io/name": "some-job" });
  });

  it("has a volume for its work only when it asks for one, which goes with the pod", () => {
    expect(JSON.stringify(template)).not.toContain("volumeClaimTemplate");
    const workspace = { mountPath: "/data", storageClassName: "scratch", storageGib: 20 };
    const [, large] = scheduledJob({ ...props, workspace });
    expect(large.spec.jobTemplate.spec.template.spec.volumes).toContainEqual({
      name: "workspace",
      ephemeral: {
        volumeClaimTemplate: {
          spec: {
            storageClassName: "scratch",
            accessModes: ["ReadWriteOnce"],
            resources: { requests: { storage: "20Gi" } },
          },
        },
      },
    });
  });
});

describe("the functions of its scripts", () => {
  let socket: Socket;
  let received: string[];

  beforeEach(async () => {
    received = [];
    socket = createSocket("udp4");
    socket.on("message", (message) => received.push(message.toString()));
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  });
  afterEach(() => socket.close());

  it("send a figure as a gauge with its tags", async () => {
    const { exitCode } = await bash("figure bytes 42 store:clickhouse && figure seconds 1.5");
    expect(exitCode).toBe(0);
    expect(new Set(received)).toEqual(
      new Set(["operations.some-job.bytes:42|g|#store:clickhouse", "operations.some-job.seconds:1.5|g"]),
    );
  });

  it("go on when nobody takes figures, and say so", async () => {
    const { exitCode, output } = await bash("figure bytes 42; echo went on", {
      FIGURES_HOST: "nobody.invalid",
    });
    expect(exitCode).toBe(0);
    expect(output).toMatch(/could not report bytes to nobody\.invalid\n.*went on/s);
  });

  it("end a script with what is wrong and what to do", async () => {
    const { exitCode, output } = await bash("fail 'no backup' 'make one'; echo went on");
    expect(exitCode).toBe(1);
    expect(output).toBe("some-job: no backup; make one\n");
  });

  it("name every variable that has no value at once", async () => {
    const { exitCode, output } = await bash("require BUCKET FIGURES_JOB REGION");
    expect(exitCode).toBe(1);
    expect(output).toMatch(/no value for BUCKET REGION;/);
  });

  function bash(script: string, changed: Readonly<Record<string, string>> = {}) {
    const env = {
      PATH: process.env.PATH,
      FIGURES_HOST: "127.0.0.1",
      FIGURES_PORT: String(socket.address().port),
      FIGURES_JOB: "some-job",
      ...changed,
    };
    const functions = join(__dirname, "../../charts-values/operations/figures.sh");
    // Both outputs through one pipe: of two, nobody knows which is read first.
    const running = spawn("bash", ["-euc", `exec 2>&1; . ${functions}; ${script}`], {
      env,
      stdio: ["ignore", "pipe", "ignore"],
    });
    let output = "";
    running.stdout.on("data", (text) => (output += text));
    return new Promise<{ exitCode: number | null; output: string }>((resolve) =>
      // A moment for the last datagram.
      running.on("close", (exitCode) => setTimeout(() => resolve({ exitCode, output }), 50)),
    );
  }
});
