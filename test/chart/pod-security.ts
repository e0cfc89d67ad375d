import type { Container, PodSpec } from "kubernetes-types/core/v1";
import { containersOf } from "./kubernetes";

/** Kubernetes' Pod Security Standards (https://kubernetes.io/docs/concepts/security/pod-security-standards/, 2026-11). */
export type PodSecurityLevel = "privileged" | "baseline" | "restricted";

/** What the API server would answer to a pod in a namespace that enforces the level; empty when it admits the pod. */
export function violations(spec: PodSpec, level: PodSecurityLevel): string[] {
  if (level === "privileged") return [];
  return level === "baseline" ? baseline(spec) : [...baseline(spec), ...restricted(spec)];
}

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

const defaultCapabilities = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];

function baseline(spec: PodSpec): string[] {
  const pod = spec.securityContext;
  const sysctls = (pod?.sysctls ?? []).filter(({ name }) => !safeSysctls.includes(name));
  return [
    ...(spec.hostNetwork ? ["uses the host's network"] : []),
    ...(spec.hostPID ? ["sees the host's processes"] : []),
    ...(spec.hostIPC ? ["shares the host's IPC"] : []),
    ...(pod?.seLinuxOptions?.user || pod?.seLinuxOptions?.role ? ["chooses its SELinux user or role"] : []),
    ...(pod?.windowsOptions?.hostProcess ? ["runs as a host process"] : []),
    ...(spec.volumes ?? []).flatMap(({ name, hostPath }) =>
      hostPath ? [`volume ${name} is a hostPath`] : [],
    ),
    ...sysctls.map(({ name }) => `sets the unsafe sysctl ${name}`),
    ...ofEach(spec, ({ ports = [], securityContext: own }) => [
      ...(own?.privileged ? ["is privileged"] : []),
      ...(own?.capabilities?.add ?? [])
        .filter((capability) => !defaultCapabilities.includes(capability))
        .map((capability) => `adds the capability ${capability}`),
      ...((own?.procMount ?? "Default") === "Default" ? [] : [`mounts proc as ${own?.procMount}`]),
      ...(own?.appArmorProfile?.type === "Unconfined" ? ["leaves AppArmor"] : []),
      ...((own?.seccompProfile ?? pod?.seccompProfile)?.type === "Unconfined" ? ["leaves seccomp"] : []),
      ...ports.flatMap(({ hostPort }) => (hostPort ? [`opens port ${hostPort} of the host`] : [])),
    ]),
  ];
}

const allowedVolumes = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
  "hostPath", // baseline's
];

/** What the restricted level demands beyond the baseline. */
function restricted(spec: PodSpec): string[] {
  const pod = spec.securityContext;
  const volumes = (spec.volumes ?? []).flatMap(({ name, ...source }) =>
    Object.keys(source)
      .filter((type) => !allowedVolumes.includes(type))
      .map((type) => `volume ${name} is a ${type}`),
  );
  return [
    ...volumes,
    ...(pod?.runAsUser === 0 ? ["runs as root"] : []),
    ...ofEach(spec, ({ securityContext: own }) => [
      ...(own?.allowPrivilegeEscalation === false ? [] : ["lacks allowPrivilegeEscalation: false"]),
      ...((own?.runAsNonRoot ?? pod?.runAsNonRoot) ? [] : ["lacks runAsNonRoot: true"]),
      ...(own?.runAsUser === 0 ? ["runs as root"] : []),
      ...(own?.capabilities?.drop?.includes("ALL") ? [] : ["lacks capabilities.drop: [ALL]"]),
      ...(own?.capabilities?.add ?? [])
        .filter((capability) => capability !== "NET_BIND_SERVICE" && defaultCapabilities.includes(capability))
        .map((capability) => `adds the capability ${capability}`),
      ...((own?.seccompProfile ?? pod?.seccompProfile) ? [] : ["lacks a seccompProfile"]),
    ]),
  ];
}

function ofEach(spec: PodSpec, problemsOf: (container: Container) => string[]): string[] {
  return containersOf(spec).flatMap((container) =>
    problemsOf(container).map((problem) => `container ${container.name} ${problem}`),
  );
}
