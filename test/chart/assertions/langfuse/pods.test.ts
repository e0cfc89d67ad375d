import { type Break, changed, except, object, problemsOf, sound, withVariable } from "../../fixtures";
import type { KubernetesObject } from "../../kubernetes";
import { fittingHeap } from "./heap";
import { longKeepAlive } from "./keep-alive";
import { ownPriority } from "./priority";
import { patientProbes } from "./probes";
import { scaledByOne } from "./scaling";
import { graceToStop } from "./shutdown";
import { spreadOverZones } from "./spread";
import { numericUser } from "./user";

const POD = "spec.template.spec";
const MATCH = "spec.matchConstraints";
const OTHER = { "kubernetes.io/metadata.name": "clickhouse" };
const CONTAINER = `${POD}.containers.0`;
const webWith = (path: string, value: unknown) => except("web", changed(sound.web, path, value));
const workerWith = (path: string, value: unknown) => except("worker", changed(sound.worker, path, value));
const webSets = (name: string, value?: string) => except("web", withVariable(sound.web, name, value));
const web = (problem: string) => [`Deployment langfuse-web: ${problem}`];

const breaks: readonly Break[] = [
  {
    what: "a user without a number",
    assertion: numericUser,
    objects: webWith(`${POD}.securityContext.runAsUser`, undefined),
    says: web("runAsUser is undefined; the image's user is 1001"),
  },
  {
    what: "a heap as large as the container",
    assertion: fittingHeap,
    objects: webSets("NODE_OPTIONS", "--max-old-space-size=4096"),
    says: web("NODE_OPTIONS gives Node 4096 MiB of 4096 MiB; make it 75 %"),
  },
  {
    what: "a heap that nobody sized",
    assertion: fittingHeap,
    objects: webSets("NODE_OPTIONS"),
    says: web("NODE_OPTIONS gives Node NaN MiB of 4096 MiB; make it 75 %"),
  },
  {
    what: "a probe of web that asks for the wrong thing",
    assertion: patientProbes,
    objects: webWith(`${CONTAINER}.readinessProbe.httpGet.path`, "/"),
    says: ["web's readiness probe asks '/' instead of '/api/public/ready'"],
  },
  {
    what: "a worker that dies in a failover",
    assertion: patientProbes,
    objects: workerWith(`${CONTAINER}.livenessProbe.failureThreshold`, 3),
    says: ["the worker is killed after 30 s; let failureThreshold x periodSeconds reach 300"],
  },
  {
    what: "a connection that web closes first",
    assertion: longKeepAlive,
    objects: webSets("KEEP_ALIVE_TIMEOUT", "60000"),
    says: ["KEEP_ALIVE_TIMEOUT is '60000' ms; make it exceed the load balancer's 60 s"],
  },
  {
    what: "an early kill",
    assertion: graceToStop,
    objects: webWith(`${POD}.terminationGracePeriodSeconds`, undefined),
    says: web("is killed 30 s after it was told to stop"),
  },
  {
    what: "pods that come last",
    assertion: ownPriority,
    objects: webWith(`${POD}.priorityClassName`, undefined),
    says: web("comes after everything that has a priority"),
  },
  {
    what: "a priority that nobody defines",
    assertion: ownPriority,
    objects: webWith(`${POD}.priorityClassName`, "urgent"),
    says: web("no release makes the PriorityClass 'urgent'"),
  },
  {
    what: "pods in one zone",
    assertion: spreadOverZones,
    objects: webWith(`${POD}.topologySpreadConstraints`, []),
    says: web("has no topologySpreadConstraint for topology.kubernetes.io/zone"),
  },
  {
    what: "a spread that counts other pods",
    assertion: spreadOverZones,
    objects: webWith(`${POD}.topologySpreadConstraints.0.labelSelector.matchLabels`, { app: "worker" }),
    says: web("the labelSelector of the spread does not select the deployment's own pods"),
  },
  {
    what: "a spread that stops pods when a zone is lost",
    assertion: spreadOverZones,
    objects: webWith(`${POD}.topologySpreadConstraints.0.whenUnsatisfiable`, "DoNotSchedule"),
    says: web("blocks new pods when a zone is lost"),
  },
  {
    what: "a count that resets the autoscaler",
    assertion: scaledByOne,
    objects: webWith("spec.replicas", 1),
    says: web("replicas: 1 resets the autoscaler; leave it out"),
  },
  {
    what: "two autoscalers that pull at one Deployment",
    assertion: scaledByOne,
    objects: except("webScaler", [
      sound.webScaler,
      object("keda.sh/v1alpha1", "ScaledObject", { spec: { scaleTargetRef: { name: "langfuse-web" } } }),
    ]),
    says: web("2 autoscalers scale it instead of one"),
  },
];

describe("an assertion about Langfuse's pods", () => {
  it.each(breaks)("notices $what", ({ assertion, objects, says }) => {
    expect(problemsOf(assertion, objects)).toEqual(says);
  });

  describe("with an admission policy", () => {
    const own = changed(sound.web, `${POD}.terminationGracePeriodSeconds`, undefined);
    const bare = except("web", changed(own, `${POD}.priorityClassName`, undefined));
    const settings = 'terminationGracePeriodSeconds: 120, priorityClassName: "data"';
    const policy = object("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy", {
      metadata: { name: "pod-settings" },
      spec: {
        matchConstraints: {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "langfuse" } },
          objectSelector: { matchLabels: { app: "web" } },
          resourceRules: [{ apiGroups: ["apps"], resources: ["deployments"] }],
        },
        mutations: [{ applyConfiguration: { expression: `Object.spec.template.spec{ ${settings} }` } }],
      },
    });
    const binding = object("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding", {
      spec: { policyName: "pod-settings" },
    });
    const selecting = (selector: string, labels: Readonly<Record<string, string>>) =>
      changed(policy, `${MATCH}.${selector}.matchLabels`, labels);
    const aboutPods = changed(policy, `${MATCH}.resourceRules.0.resources`, ["pods"]);
    const problems = (...objects: KubernetesObject[]) =>
      [graceToStop, ownPriority].flatMap((assertion) => problemsOf(assertion, [...bare, ...objects]));

    it("accepts what it sets", () => {
      expect(problems(policy, binding)).toEqual([]);
    });

    it.each([
      { reason: "nothing binds it", objects: [policy] },
      {
        reason: "it selects other Deployments",
        objects: [selecting("objectSelector", { app: "x" }), binding],
      },
      { reason: "it is for another namespace", objects: [selecting("namespaceSelector", OTHER), binding] },
      { reason: "it is about pods", objects: [aboutPods, binding] },
    ])("sees nothing set when $reason", ({ objects }) => {
      expect(problems(...objects)).toEqual([
        ...web("is killed 30 s after it was told to stop"),
        ...web("comes after everything that has a priority"),
      ]);
    });
  });

  it("does not hold because there is nothing to look at", () => {
    expect(() => problemsOf(longKeepAlive, except("web"))).toThrow(
      "no Deployment runs a container 'langfuse-web'; did the chart rename it?",
    );
  });
});
