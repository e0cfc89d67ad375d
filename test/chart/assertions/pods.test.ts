import { type Break, changed, except, problemsOf, sound } from "../fixtures";
import { drainableBudgets } from "./disruption-budgets";
import { uniqueVariables } from "./duplicate-variables";
import { pinnedImages } from "./images";
import { readOnlyRoots } from "./read-only-root";
import { boundedContainers } from "./resources";
import { noIdleTokens } from "./service-account-tokens";

const POD = "spec.template.spec";
const CONTAINER = `${POD}.containers.0`;
const withWeb = (path: string, value: unknown) => except("web", changed(sound.web, path, value));

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
    objects: except(
      "budget",
      changed(sound.budget, "spec", { minAvailable: 3, selector: { matchLabels: { app: "web" } } }),
    ),
    says: ["PodDisruptionBudget thing demands 3 of 3 pods; use maxUnavailable: 1"],
  },
  {
    what: "a budget that allows nothing",
    assertion: drainableBudgets,
    objects: except("budget", changed(sound.budget, "spec.maxUnavailable", 0)),
    says: ["PodDisruptionBudget thing allows no disruption; use maxUnavailable: 1"],
  },
];

describe("an assertion about pods", () => {
  it.each(breaks)("notices $what", ({ assertion, objects, says }) => {
    expect(problemsOf(assertion, objects)).toEqual(says);
  });
});
