import { type Assertion, allObjects, everyRelease, type RenderedEnvironment } from "../../assertion";
import { at, containersOf, type KubernetesObject, listAt, nameOf, ofKind } from "../../kubernetes";
import { type Pod, podsOf, selects } from "../../selectors";

/** What the operator and the API server make, and no release. */
const notRendered = [
  // The operator keeps the Service of the kubelets; its addresses are nodes.
  "ServiceMonitor kube-prometheus-stack-kubelet",
];

/** A monitor that selects nothing is no error anywhere: its metrics are missing, and alerts on them stay silent. */
export const foundTargets: Assertion = {
  name: "every monitor finds pods, and every pod that it finds opens the port that it asks",
  concerns: everyRelease,
  problems: ({ namespace, objects }, environment) => {
    if (!environment.complete) return [];
    const pods = podsOf(environment);
    return [
      ...ofKind(objects, "PodMonitor").flatMap((monitor) =>
        podMonitorProblems(monitor, pods, namespace).map((problem) => `${nameOf(monitor)} ${problem}`),
      ),
      ...ofKind(objects, "ServiceMonitor")
        .filter((monitor) => !notRendered.includes(nameOf(monitor)))
        .flatMap((monitor) =>
          serviceMonitorProblems(monitor, environment, namespace).map(
            (problem) => `${nameOf(monitor)} ${problem}`,
          ),
        ),
    ];
  },
};

function podMonitorProblems(monitor: KubernetesObject, pods: readonly Pod[], home: string): string[] {
  const chosen = pods.filter(
    ({ namespace, labels }) =>
      namespacesOf(monitor, home).includes(namespace) &&
      selects(Object(at(monitor, "spec", "selector")), labels),
  );
  if (chosen.length === 0) return ["selects no pod that a release starts"];
  const asked = listAt(monitor, "spec", "podMetricsEndpoints").map((endpoint) => at(endpoint, "portNumber"));
  return asked.flatMap((port) =>
    chosen.some((pod) => opens(pod, port))
      ? []
      : [`asks port ${port}, which ${ownersOf(chosen)} does not open`],
  );
}

function serviceMonitorProblems(
  monitor: KubernetesObject,
  environment: RenderedEnvironment,
  home: string,
): string[] {
  const services = ofKind(allObjects(environment), "Service").filter(
    ({ metadata }) =>
      namespacesOf(monitor, home).includes(metadata?.namespace ?? "") &&
      selects(Object(at(monitor, "spec", "selector")), metadata?.labels ?? {}),
  );
  if (services.length === 0) return ["selects no Service that a release makes"];
  const offered = services.flatMap(({ spec }) => spec?.ports?.map(({ name }) => name) ?? []);
  return listAt(monitor, "spec", "endpoints")
    .map((endpoint) => String(at(endpoint, "port")))
    .filter((port) => !offered.includes(port))
    .map((port) => `asks port '${port}', and the Services have ${offered.join(", ")}`);
}

function namespacesOf(monitor: KubernetesObject, home: string): readonly unknown[] {
  const named = listAt(monitor, "spec", "namespaceSelector", "matchNames");
  return named.length > 0 ? named : [monitor.metadata.namespace ?? home];
}

function opens({ spec }: Pod, port: unknown): boolean {
  return containersOf(spec).some(({ ports = [] }) =>
    ports.some(({ containerPort }) => containerPort === port),
  );
}

function ownersOf(pods: readonly Pod[]): string {
  return pods.map(({ owner }) => owner).join(" and ");
}
