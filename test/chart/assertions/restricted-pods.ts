import type { Container, PodSpec } from "kubernetes-types/core/v1";
import { type Assertion, everyRelease } from "../assertion";
import { containersOf, podTemplates } from "../kubernetes";

/** Pod Security Standard "restricted" (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
export const restrictedPods: Assertion = {
  name: "every pod meets the restricted pod security standard",
  concerns: everyRelease,
  problems: ({ objects }) =>
    podTemplates(objects).flatMap(({ owner, spec }) =>
      violations(spec).map((problem) => `${owner}: ${problem}`),
    ),
};

const allowedVolumes = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

const safeSysctls = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_syncookies",
];

/** What the admission controller of a namespace labelled `restricted` would answer. */
export function violations(spec: PodSpec): string[] {
  const pod = spec.securityContext;
  const volumes = (spec.volumes ?? []).flatMap(({ name, ...source }) =>
    Object.keys(source)
      .filter((type) => !allowedVolumes.includes(type))
      .map((type) => `volume ${name} is a ${type}`),
  );
  const sysctls = (pod?.sysctls ?? []).filter(({ name }) => !safeSysctls.includes(name));
  return [
    ...(spec.hostNetwork ? ["uses the host's network"] : []),
    ...(spec.hostPID ? ["sees the host's processes"] : []),
    ...(spec.hostIPC ? ["shares the host's IPC"] : []),
    ...(pod?.runAsUser === 0 ? ["runs as root"] : []),
    ...(pod?.seLinuxOptions?.user || pod?.seLinuxOptions?.role ? ["chooses its SELinux user or role"] : []),
    ...(pod?.windowsOptions?.hostProcess ? ["runs as a host process"] : []),
    ...volumes,
    ...sysctls.map(({ name }) => `sets the unsafe sysctl ${name}`),
    ...containersOf(spec).flatMap((container) => containerViolations(container, spec)),
  ];
}

function containerViolations(container: Container, spec: PodSpec): string[] {
  const { name, ports = [], securityContext: own } = container;
  const pod = spec.securityContext;
  const added = (own?.capabilities?.add ?? []).filter((capability) => capability !== "NET_BIND_SERVICE");
  const seccomp = own?.seccompProfile ?? pod?.seccompProfile;
  const problems = [
    ...(own?.privileged ? ["is privileged"] : []),
    ...(own?.allowPrivilegeEscalation === false ? [] : ["lacks allowPrivilegeEscalation: false"]),
    ...((own?.runAsNonRoot ?? pod?.runAsNonRoot) ? [] : ["lacks runAsNonRoot: true"]),
    ...(own?.runAsUser === 0 ? ["runs as root"] : []),
    ...(own?.capabilities?.drop?.includes("ALL") ? [] : ["lacks capabilities.drop: [ALL]"]),
    ...added.map((capability) => `adds the capability ${capability}`),
    ...(["RuntimeDefault", "Localhost"].includes(seccomp?.type ?? "") ? [] : ["lacks a seccompProfile"]),
    ...((own?.procMount ?? "Default") === "Default" ? [] : [`mounts proc as ${own?.procMount}`]),
    ...(own?.appArmorProfile?.type === "Unconfined" ? ["leaves AppArmor"] : []),
    ...ports.flatMap(({ hostPort }) => (hostPort ? [`opens port ${hostPort} of the host`] : [])),
  ];
  return problems.map((problem) => `container ${name} ${problem}`);
}
