import { clickhouse } from "../../constructs/clickhouse";
import { keeper } from "../../constructs/clickhouse-keeper";
import { clickHouseOperator } from "../../constructs/clickhouse-operator-roles";
import { langfuse } from "../../constructs/langfuse";
import { controllerNamespaces, namespaces } from "../../constructs/namespaces";
import { observability } from "../../constructs/observability";
import { manifestsOf } from "../support/manifests";
import { synthesizedStack, synthesizedStacks } from "../support/platform";
import { ofType } from "../support/terraform-json";

/** Everything that is synthesized for all environments, as text. */
export const everywhere = synthesizedStacks()
  .map(({ json }) => JSON.stringify(json))
  .join("\n");

/** The largest environment has every object that a command may name. */
const stacks = synthesizedStacks().filter(({ name }) => name.startsWith("prod-"));

/** Everything that is synthesized for one environment, as text. */
export const synthesized = stacks.map(({ json }) => JSON.stringify(json)).join("\n");

export const { environment } = synthesizedStack("prod-langfuse");

/** Stacks by what follows the environment's name. */
export const stackNames = stacks.map(({ name }) => name.slice("prod-".length));

/** Releases, as `<namespace>/<release>`. */
export const releases = stacks.flatMap(({ json }) =>
  ofType(json, "helm_release").map(({ arguments: { namespace, name } }) => `${namespace}/${name}`),
);

/** Objects, as `<namespace>/<kind>/<name>`; those without a namespace begin with the slash. */
export const objects: ReadonlySet<string> = new Set([
  ...stacks
    .flatMap(({ json }) => manifestsOf(json))
    .map(({ kind, metadata: { namespace = "", name } }) => `${namespace}/${kindOf(kind)}/${name}`),
  ...Object.values({ ...namespaces, ...controllerNamespaces }).map((name) => `/namespace/${name}`),
  ...ofCharts(),
  ...ofClickHouse(),
  ...ofExternalSecrets(),
  // What procedures make, and take away again.
  `${langfuse.namespace}/pod/psql`,
  `${langfuse.namespace}/secret/admin-api`,
  `${namespaces.clickhouse}/job/backup-by-hand`,
  `${namespaces.observability}/job/verify-by-hand`,
  `${namespaces.restoreDrill}/job/drill-by-hand`,
  `${namespaces.restoreDrill}/job/restore-drill-postgres-by-hand`,
]);

/** Containers that commands may enter or read. */
export const containers: ReadonlySet<string> = new Set([
  langfuse.web,
  langfuse.worker,
  clickHouseOperator,
  "prometheus",
  "alertmanager",
  ...[...synthesized.matchAll(/\\"containers\\":\[\{\\"name\\":\\"([\w-]+)\\"/g)].map(
    ([, name = ""]) => name,
  ),
]);

/** A kind, however it is written on a command line. */
export function kindOf(word: string): string {
  const kind = word.toLowerCase();
  const short: Readonly<Record<string, string>> = {
    hpa: "horizontalpodautoscaler",
    chi: "clickhouseinstallation",
    chk: "clickhousekeeperinstallation",
    pvc: "persistentvolumeclaim",
    networkpolicies: "networkpolicy",
  };
  return short[kind] ?? (kind.endsWith("s") && !kind.endsWith("ss") ? kind.slice(0, -1) : kind);
}

/** Each becomes a Secret of its name. */
function ofExternalSecrets(): string[] {
  return stacks
    .flatMap(({ json }) => manifestsOf(json))
    .filter(({ kind }) => kind === "ExternalSecret")
    .map(({ metadata: { namespace = "", name } }) => `${namespace}/secret/${name}`);
}

/** What charts of others make, for releases that exist. */
function ofCharts(): string[] {
  const { langfuse: app } = namespaces;
  const { externalSecrets, clickHouseOperator: operator, keda } = controllerNamespaces;
  const { namespace: watching, name: stack, blackbox, valkey, cloudWatch, statsd } = observability;
  const made: Readonly<Record<string, readonly string[]>> = {
    [`${app}/${langfuse.name}`]: [
      ...[langfuse.web, langfuse.worker].map((name) => `deployment/${name}`),
      `service/${langfuse.web}`,
    ],
    [`${operator}/${clickHouseOperator}`]: [`deployment/${clickHouseOperator}`],
    [`${externalSecrets}/external-secrets`]: ["deployment/external-secrets"],
    [`${keda}/keda`]: ["deployment/keda-operator", "deployment/keda-operator-metrics-apiserver"],
    [`${watching}/${stack}`]: [
      "service/prometheus-operated",
      "service/alertmanager-operated",
      `pod/prometheus-${stack}-prometheus-0`,
      `pod/alertmanager-${stack}-alertmanager-0`,
      `prometheuses.monitoring.coreos.com/${stack}-prometheus`,
    ],
    ...Object.fromEntries(
      [blackbox, valkey, cloudWatch, statsd].map(({ name }) => [
        `${watching}/${name}`,
        [`deployment/${name}`],
      ]),
    ),
  };
  return [
    // An add-on of EKS.
    ...(synthesized.includes('"addon_name":"metrics-server"')
      ? ["kube-system/deployment/metrics-server", "/apiservice/v1beta1.metrics.k8s.io"]
      : []),
    ...(releases.includes(`${keda}/keda`) ? ["/apiservice/v1beta1.external.metrics.k8s.io"] : []),
    ...Object.entries(made).flatMap(([release, names]) =>
      releases.includes(release) ? names.map((name) => `${release.split("/")[0]}/${name}`) : [],
    ),
  ];
}

/** What Altinity's operator makes: `pkg/model/chi/namer/patterns.go` and `pkg/model/chk/namer/patterns.go` of 0.25.6. */
function ofClickHouse(): string[] {
  const { replicas, keepers } = environment.clickhouse;
  const hosts = [
    ...Array.from({ length: replicas }, (_, i) => `chi-${clickhouse.name}-${clickhouse.cluster}-0-${i}`),
    ...Array.from({ length: keepers }, (_, i) => `chk-${keeper.name}-default-0-${i}`),
  ];
  return [
    ...[clickhouse.host, keeper.host].map((host) => `service/${host.split(".")[0]}`),
    ...hosts.flatMap((host) => [`pod/${host}-0`, `persistentvolumeclaim/data-${host}-0`]),
  ].map((object) => `${namespaces.clickhouse}/${object}`);
}
