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
import { foundPods } from "./wiring";

const LABELS = "spec.template.metadata.labels";
const all = Object.values(sound);

const breaks: readonly Break[] = [
  {
    what: "a policy, a budget and a Service that select nobody",
    assertion: foundPods,
    objects: except("web", changed(sound.web, LABELS, { app: "site" })),
    says: [
      'NetworkPolicy chi permits pods that nobody starts: {"namespace":"langfuse","matchLabels":{"app":"web"}}',
      'NetworkPolicy chk permits pods that nobody starts: {"namespace":"langfuse","matchLabels":{"app":"web"}}',
      'PodDisruptionBudget web selects no pod of its namespace: {"matchLabels":{"app":"web"}}',
      'NetworkPolicy web selects no pod of its namespace: {"matchLabels":{"app":"web"}}',
      'Service thing selects no pod of its namespace: {"matchLabels":{"app":"web"}}',
    ],
  },
  {
    what: "another installation than the policies know",
    assertion: foundPods,
    objects: except("keeper", changed(sound.keeper, "metadata.name", "keeper")),
    says: [
      'NetworkPolicy chk selects no pod of its namespace: {"matchLabels":{"clickhouse-keeper.altinity.com/chk":"langfuse"}}',
    ],
  },
  {
    what: "an autoscaler of nobody",
    assertion: foundPods,
    objects: except("webScaler", changed(sound.webScaler, "spec.scaleTargetRef.name", "web")),
    says: ["HorizontalPodAutoscaler thing scales 'web', which nobody runs"],
  },
  {
    what: "a binding of a Service that nobody makes",
    assertion: foundPods,
    objects: [
      ...all,
      object("eks.amazonaws.com/v1", "TargetGroupBinding", { spec: { serviceRef: { name: "web" } } }),
    ],
    says: ["TargetGroupBinding thing binds the Service 'web', which nobody makes"],
  },
];

describe("an assertion about who finds whom", () => {
  it.each(breaks)("notices $what", ({ assertion, objects, says }) => {
    expect(problemsOf(assertion, objects)).toEqual(says);
  });

  it("leaves open what may stand in a chart that could not be had", () => {
    const release = releaseOf(except("web"));
    expect(foundPods.problems(release, { ...environmentOf([release]), complete: false })).toEqual([]);
  });

  it("lets a namespace be closed before anybody lives there", () => {
    const early = changed(sound.denyAll, "metadata.namespace", "observability");
    expect(problemsOf(foundPods, [early])).toEqual([]);
  });
});
