import { z } from "zod";
import { controllerNamespaces, namespaces } from "../../../constructs/namespaces";
import type { Check, Context } from "../check";
import { type Component, pinsOf, tagOf } from "../pins";
import { compareVersions, numbersOf } from "../version";

const objects = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()).default({}) }),
      spec: z.object({
        replicas: z.number().optional(),
        template: z.object({ spec: z.object({ containers: z.array(z.object({ image: z.string() })) }) }),
      }),
      status: z
        .object({ updatedReplicas: z.number().optional(), availableReplicas: z.number().optional() })
        .default({}),
    }),
  ),
});

function deployments({ ask }: Context, namespace: string) {
  return ask("kubectl", ["-n", namespace, "get", "deployments", "-o", "json"]).then(
    (text) => objects.parse(JSON.parse(text)).items,
  );
}

/** Where the version of a component that runs already can be read. */
const running: readonly {
  readonly component: Component;
  readonly read: (context: Context) => Promise<string>;
}[] = [
  {
    component: "langfuse",
    read: async (context) => {
      const web = (await deployments(context, namespaces.langfuse)).find(({ metadata }) =>
        metadata.name.endsWith("-web"),
      );
      const image = web?.spec.template.spec.containers.find((container) => /langfuse:/.test(container.image));
      if (!image) throw new Error("no web pods; deploy, or leave this out with --first");
      return tagOf(image.image);
    },
  },
  { component: "langfuse chart", read: chartIn(namespaces.langfuse, "langfuse") },
  {
    component: "clickhouse operator",
    read: chartIn(controllerNamespaces.clickHouseOperator, "altinity-clickhouse-operator"),
  },
  { component: "external-secrets", read: chartIn(controllerNamespaces.externalSecrets, "external-secrets") },
  { component: "keda", read: chartIn(controllerNamespaces.keda, "keda") },
  { component: "kube-prometheus-stack", read: chartIn(namespaces.observability, "kube-prometheus-stack") },
  {
    component: "clickhouse",
    read: ({ ask }) => ask("kubectl", [...IN_CLICKHOUSE, "SELECT version()"]),
  },
  {
    component: "kubernetes",
    read: ({ ask, environment: { name, region } }) =>
      ask("aws", [
        ...["eks", "describe-cluster", "--name", `langfuse-${name}`, "--region", region],
        ...["--query", "cluster.version", "--output", "text"],
      ]),
  },
  {
    component: "postgres",
    read: ({ ask, environment: { name, region } }) =>
      ask("aws", [
        ...["rds", "describe-db-instances", "--db-instance-identifier", `langfuse-${name}-postgres`],
        ...["--region", region, "--query", "DBInstances[0].EngineVersion", "--output", "text"],
      ]),
  },
  {
    component: "valkey",
    read: ({ ask, environment: { name, region } }) =>
      ask("aws", [
        ...["elasticache", "describe-cache-clusters", "--cache-cluster-id", `langfuse-${name}-cache-001`],
        ...["--region", region, "--query", "CacheClusters[0].EngineVersion", "--output", "text"],
      ]),
  },
];

/** Asks a replica of ClickHouse, as its administrator; the statement follows. */
export const IN_CLICKHOUSE: readonly string[] = [
  ...["-n", namespaces.clickhouse, "exec", "chi-langfuse-default-0-0-0", "-c", "clickhouse", "--"],
  ...["clickhouse-client", "--format", "TSV", "--query"],
];

/** Charts write their name and version into a label of what they release. */
function chartIn(namespace: string, chart: string) {
  return async (context: Context): Promise<string> => {
    const labels = (await deployments(context, namespace)).flatMap(({ metadata }) => [
      metadata.labels["helm.sh/chart"] ?? metadata.labels.chart ?? "",
    ]);
    const found = labels.find(
      (label) => label.startsWith(`${chart}-`) && /\d/.test(label.slice(chart.length)),
    );
    if (!found)
      throw new Error(`nothing of the chart '${chart}' in namespace '${namespace}'; deploy it first`);
    return found.slice(chart.length + 1);
  };
}

/** That no component goes back, or forward by more than it can. */
export const versionSteps: readonly Check[] = running.map(({ component, read }) => ({
  subject: `step of ${component}`,
  asks: true,
  reasons: async (context) => {
    const now = (await read(context)).trim();
    return refusedStep(component, now, pinsOf(context.environment)[component]);
  },
}));

/** Why a component cannot go from one version to another. */
export function refusedStep(component: Component, from: string, to: string): string[] {
  const step = `${component} would go from ${from} to ${to}`;
  if (compareVersions(to, from) < 0)
    return [`${step}: no store goes back; restore instead, or pin ${from} (runbooks/procedures/upgrade.md)`];
  const [[oldMajor = 0, oldMinor = 0], [major = 0, minor = 0]] = [numbersOf(from), numbersOf(to)];
  if (component === "kubernetes" && (major !== oldMajor || minor > oldMinor + 1))
    return [`${step}: EKS takes one minor version at a time; go to ${oldMajor}.${oldMinor + 1} first`];
  if (component === "postgres" && major !== oldMajor)
    return [`${step}: a major version is changed by hand (runbooks/procedures/upgrade.md#postgres)`];
  if (component === "langfuse" && major > oldMajor + 1)
    return [`${step}: its migrations take one major version at a time; go to ${oldMajor + 1}.x first`];
  if (component === "clickhouse" && major > oldMajor + 1)
    return [
      `${step}: replicas of more than a year apart do not replicate; go to a version of 20${oldMajor + 1} first`,
    ];
  return [];
}

/** That nothing is being rolled out: two at once cannot be told apart, nor undone one by one. */
export const rollouts: Check = {
  subject: "rollouts",
  asks: true,
  reasons: async (context) => {
    const unready = (await deployments(context, namespaces.langfuse)).filter(({ spec, status }) => {
      const wanted = spec.replicas ?? 1;
      return (status.updatedReplicas ?? 0) < wanted || (status.availableReplicas ?? 0) < wanted;
    });
    const state = (
      await context.ask("kubectl", [
        ...["-n", namespaces.clickhouse, "get", "chi", "langfuse", "-o", "jsonpath={.status.status}"],
      ])
    ).trim();
    return [
      ...unready.map(
        ({ metadata: { name } }) =>
          `deployment '${name}' is not ready; see runbooks/alerts/RolloutStuck.md, or wait for it`,
      ),
      ...(state === "Completed"
        ? []
        : [`the operator is at work on ClickHouse ('${state}'); wait until it says Completed`]),
    ];
  },
};
