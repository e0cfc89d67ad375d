import {
  type Break,
  changed,
  environmentOf,
  except,
  object,
  problemsOf,
  releaseOf,
  sound,
} from "../fixtures";
import { noOwnExposure } from "./exposure";
import { declaredNamespaces } from "./namespaces";
import { existingNeighbours } from "./neighbours";
import { ownPolicy } from "./network-flows";
import { deniedByDefault } from "./network-policies";
import { oneOwner } from "./ownership";
import { realQueues } from "./queues";

const VOLUMES = "spec.template.spec.volumes";

const breaks: readonly Break[] = [
  {
    what: "a service account that nobody makes",
    assertion: existingNeighbours,
    objects: except("serviceAccount"),
    says: [
      "Deployment langfuse-web: no release makes the ServiceAccount 'langfuse'",
      "Deployment langfuse-worker: no release makes the ServiceAccount 'langfuse'",
      "Job migrate-4-16-0: no release makes the ServiceAccount 'langfuse'",
    ],
  },
  {
    what: "a priority that nobody defines",
    assertion: existingNeighbours,
    objects: except("priorityClass"),
    says: [
      "ClickHouseInstallation langfuse: no release makes the PriorityClass 'data'",
      "ClickHouseKeeperInstallation langfuse: no release makes the PriorityClass 'data'",
      "Deployment langfuse-web: no release makes the PriorityClass 'data'",
      "Deployment langfuse-worker: no release makes the PriorityClass 'data'",
      "Job migrate-4-16-0: no release makes the PriorityClass 'data'",
    ],
  },
  {
    what: "a configuration in another namespace",
    assertion: existingNeighbours,
    objects: [
      ...except("web", changed(sound.web, VOLUMES, [{ name: "v", configMap: { name: "settings" } }])),
      object("v1", "ConfigMap", { metadata: { name: "settings", namespace: "clickhouse" } }),
    ],
    says: ["Deployment langfuse-web: no release makes the ConfigMap 'settings'"],
  },
  {
    what: "a namespace that nobody declares",
    assertion: declaredNamespaces,
    objects: except("namespace"),
    says: ["namespace 'langfuse' is declared by no release; add it to the platform stack"],
  },
  {
    what: "a configuration in the namespace that every cluster has, beside the policy that closes it",
    assertion: declaredNamespaces,
    objects: [
      ...except("denyAll", changed(sound.denyAll, "metadata.namespace", "default")),
      object("v1", "ConfigMap", { metadata: { name: "settings", namespace: "default" } }),
    ],
    says: ["namespace 'default' is declared by no release; add it to the platform stack"],
  },
  {
    what: "a namespace that is open in one direction",
    assertion: deniedByDefault,
    objects: except("denyAll", changed(sound.denyAll, "spec.policyTypes", ["Ingress"])),
    says: ["namespace 'langfuse' has no policy that denies all egress"],
  },
  {
    what: "a pod that no flow was written for",
    assertion: ownPolicy,
    objects: except("workerFlows"),
    says: ["Deployment langfuse-worker: no network policy selects it; see constructs/workloads.ts"],
  },
  {
    what: "a pod with the flows of another as well",
    assertion: ownPolicy,
    objects: except("workerFlows", [
      sound.workerFlows,
      changed(sound.workerFlows, "metadata.name", "everybody"),
    ]),
    says: ["Deployment langfuse-worker: network policies worker and everybody both select it"],
  },
  {
    what: "an installation that no flow was written for",
    assertion: ownPolicy,
    objects: except("allowKeeper"),
    says: [
      "ClickHouseKeeperInstallation langfuse: no network policy selects it; see constructs/workloads.ts",
    ],
  },
  {
    what: "a policy that denies to some pods only",
    assertion: deniedByDefault,
    objects: except("denyAll", changed(sound.denyAll, "spec.podSelector", { matchLabels: { app: "web" } })),
    says: [
      "namespace 'langfuse' has no policy that denies all ingress",
      "namespace 'langfuse' has no policy that denies all egress",
    ],
  },
  {
    what: "an Ingress",
    assertion: noOwnExposure,
    objects: [object("networking.k8s.io/v1", "Ingress", {})],
    says: ["Ingress thing"],
  },
  {
    what: "a load balancer made by a Service",
    assertion: noOwnExposure,
    objects: [object("v1", "Service", { spec: { type: "LoadBalancer" } })],
    says: ["Service thing is a LoadBalancer; use ClusterIP"],
  },
  {
    what: "a queue that does not exist",
    assertion: realQueues,
    objects: [
      object("v1", "ConfigMap", {
        data: { keys: "db0=bull:{ingestion-queue}:wait,db0=bull:ingestion-queue:wait" },
      }),
    ],
    says: ["ConfigMap thing: Langfuse 4.16.0 has no queue '{ingestion-queue}' under the prefix 'bull'"],
  },
  {
    what: "a metric that is gone",
    assertion: realQueues,
    objects: [object("v1", "ConfigMap", { data: { rule: "langfuse_queue_ingestion_length > 5" } })],
    says: ["ConfigMap thing: Langfuse 4.16.0 has no metric 'langfuse_queue_ingestion_length'; use its depth"],
  },
];

describe("an assertion about namespaces and what opens them", () => {
  it.each(breaks)("notices $what", ({ assertion, objects, says }) => {
    expect(problemsOf(assertion, objects)).toEqual(says);
  });

  it("notices an object that two releases own, whatever the version of its API", () => {
    const [one, other] = ["apps/v1", "apps/v1beta1"].map((apiVersion) =>
      releaseOf([{ ...sound.web, apiVersion }]),
    );
    if (!one || !other) throw new Error("two releases were made");
    expect(oneOwner.problems(one, environmentOf([one, other]))).toEqual([
      "Deployment langfuse-web also stands in release langfuse of prod-langfuse",
    ]);
    expect(oneOwner.problems(one, environmentOf([one]))).toEqual([]);
  });
});
