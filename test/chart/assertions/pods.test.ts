import { type Break, changed, except, problemsOf, sound } from "../fixtures";
import { drainableBudgets, oneBudgetEach } from "./disruption-budgets";
import { uniqueVariables } from "./duplicate-variables";
import { pinnedImages } from "./images";
import { readOnlyRoots } from "./read-only-root";
import { gatedReadiness } from "./readiness-gates";
import { boundedContainers } from "./resources";
import { noIdleTokens } from "./service-account-tokens";
import { severalZones } from "./zones";

const POD = "spec.template.spec";
const CONTAINER = `${POD}.containers.0`;
const withWeb = (path: string, value: unknown) => except("web", changed(sound.web, path, value));
const budgeted = (spec: object) =>
  except(
    "budget",
    changed(sound.budget, "spec", {
      unhealthyPodEvictionPolicy: "AlwaysAllow",
      selector: { matchLabels: { app: "web" } },
      ...spec,
    }),
  );

const breaks: readonly Break[] = [
  {
    what: "a tag that moves",
    assertion: pinnedImages,
    objects: withWeb(`${CONTAINER}.image`, "docker.io/langfuse/langfuse:latest"),
    says: [
      "Deployment langfuse-web: container langfuse-web runs 'docker.io/langfuse/langfuse:latest'; name a version of 3 numbers",
    ],
  },
  {
    what: "a tag of a line of versions",
    assertion: pinnedImages,
    objects: withWeb(`${CONTAINER}.image`, "registry.example.com:5000/langfuse:4.16"),
    says: [
      "Deployment langfuse-web: container langfuse-web runs 'registry.example.com:5000/langfuse:4.16'; name a version of 3 numbers",
    ],
  },
  {
    what: "a pull at every start",
    assertion: pinnedImages,
    objects: withWeb(`${CONTAINER}.imagePullPolicy`, "Always"),
    says: [
      "Deployment langfuse-web: container langfuse-web asks the registry at every start; use IfNotPresent",
    ],
  },
  {
    what: "a container that may change its image",
    assertion: readOnlyRoots,
    objects: withWeb(`${CONTAINER}.securityContext.readOnlyRootFilesystem`, undefined),
    says: ["Deployment langfuse-web: container langfuse-web lacks readOnlyRootFilesystem: true"],
  },
  {
    what: "a container without a memory limit",
    assertion: boundedContainers,
    objects: withWeb(`${CONTAINER}.resources.limits`, {}),
    says: ["Deployment langfuse-web: container langfuse-web has no memory limit"],
  },
  {
    what: "a request that exceeds its limit",
    assertion: boundedContainers,
    objects: withWeb(`${CONTAINER}.resources.requests.memory`, "5Gi"),
    says: [
      "Deployment langfuse-web: container langfuse-web requests 5Gi, which is more than its limit of 4Gi",
    ],
  },
  {
    what: "a token that is of no use",
    assertion: noIdleTokens,
    objects: withWeb(`${POD}.automountServiceAccountToken`, undefined),
    says: ["Deployment langfuse-web: set automountServiceAccountToken: false; langfuse may do nothing"],
  },
  {
    what: "a variable that is set twice",
    assertion: uniqueVariables,
    objects: withWeb(`${CONTAINER}.env`, [
      { name: "PORT", value: "1" },
      { name: "PORT", value: "2" },
    ]),
    says: ["Deployment langfuse-web: container langfuse-web sets PORT twice"],
  },
  {
    what: "a budget that no drain passes",
    assertion: drainableBudgets,
    objects: budgeted({ minAvailable: 3 }),
    says: ["PodDisruptionBudget web demands 3 of 3 pods; use maxUnavailable: 1"],
  },
  {
    what: "a budget that no drain passes once its percents are rounded",
    assertion: drainableBudgets,
    objects: budgeted({ minAvailable: "67%" }),
    says: ["PodDisruptionBudget web demands 3 of 3 pods; use maxUnavailable: 1"],
  },
  {
    what: "a budget that allows nothing",
    assertion: drainableBudgets,
    objects: budgeted({ maxUnavailable: 0 }),
    says: ["PodDisruptionBudget web allows no disruption; use maxUnavailable: 1"],
  },
  {
    what: "a budget under which all go at once",
    assertion: drainableBudgets,
    objects: budgeted({ maxUnavailable: "67%" }),
    says: ["PodDisruptionBudget web lets all 3 pods go at once; use maxUnavailable: 1"],
  },
  {
    what: "a budget that holds crashed pods",
    assertion: drainableBudgets,
    objects: budgeted({ maxUnavailable: 1, unhealthyPodEvictionPolicy: "IfHealthyBudget" }),
    says: [
      "PodDisruptionBudget web keeps pods that do not serve; set unhealthyPodEvictionPolicy: AlwaysAllow",
    ],
  },
  {
    what: "several pods without a budget",
    assertion: oneBudgetEach,
    objects: except("budget"),
    says: ["Deployment langfuse-web has 3 pods or more and no disruption budget"],
  },
  {
    what: "pods under two budgets",
    assertion: oneBudgetEach,
    objects: [...Object.values(sound), changed(sound.budget, "metadata.name", "langfuse-web-pdb")],
    says: ["Deployment langfuse-web is under 2 budgets: web, langfuse-web-pdb"],
  },
  {
    what: "a budget beside the operator's",
    assertion: oneBudgetEach,
    objects: [
      ...Object.values(sound),
      changed(changed(sound.budget, "metadata.namespace", "clickhouse"), "spec.selector.matchLabels", {
        "clickhouse.altinity.com/chi": "langfuse",
      }),
    ],
    says: ["ClickHouseInstallation langfuse is under 2 budgets: web, langfuse-default"],
  },
  {
    what: "several pods in one zone",
    assertion: severalZones,
    objects: withWeb(`${POD}.topologySpreadConstraints`, []),
    says: ["Deployment langfuse-web has no topologySpreadConstraint over zones for its own pods"],
  },
  {
    what: "a spread that counts others' pods",
    assertion: severalZones,
    objects: withWeb(`${POD}.topologySpreadConstraints.0.labelSelector.matchLabels`, { app: "worker" }),
    says: ["Deployment langfuse-web has no topologySpreadConstraint over zones for its own pods"],
  },
  {
    what: "a rollout that does not wait for the load balancer",
    assertion: gatedReadiness,
    objects: except("namespace", changed(sound.namespace, "metadata.labels", {})),
    says: ["langfuse lacks eks.amazonaws.com/pod-readiness-gate-inject for TargetGroupBinding thing"],
  },
  {
    what: "a gate where nothing is behind the load balancer",
    assertion: gatedReadiness,
    objects: except("binding"),
    says: ["langfuse has eks.amazonaws.com/pod-readiness-gate-inject and no binding"],
  },
];

describe("an assertion about pods", () => {
  it.each(breaks)("notices $what", ({ assertion, objects, says }) => {
    expect(problemsOf(assertion, objects)).toEqual(says);
  });
});
