import type { PodSpec } from "kubernetes-types/core/v1";
import { changed, problemsOf, sound } from "../fixtures";
import { podTemplates } from "../kubernetes";
import { violations } from "../pod-security";
import { admittedPods, restrictedPods } from "./pod-security";

const [template] = podTemplates([sound.web]);
const restricted: PodSpec = template?.spec ?? { containers: [] };
const own = "containers.0.securityContext";
const container = "container langfuse-web";

/** One for each control of the standard. */
const controls: readonly [what: string, path: string, value: unknown, says: string][] = [
  ["host networks", "hostNetwork", true, "uses the host's network"],
  ["host processes", "hostPID", true, "sees the host's processes"],
  ["host IPC", "hostIPC", true, "shares the host's IPC"],
  [
    "Windows host processes",
    "securityContext.windowsOptions",
    { hostProcess: true },
    "runs as a host process",
  ],
  ["host paths", "volumes", [{ name: "v", hostPath: { path: "/" } }], "volume v is a hostPath"],
  [
    "host ports",
    "containers.0.ports",
    [{ containerPort: 1, hostPort: 80 }],
    `${container} opens port 80 of the host`,
  ],
  ["privileges", `${own}.privileged`, true, `${container} is privileged`],
  [
    "escalation",
    `${own}.allowPrivilegeEscalation`,
    undefined,
    `${container} lacks allowPrivilegeEscalation: false`,
  ],
  [
    "kept capabilities",
    `${own}.capabilities.drop`,
    ["NET_RAW"],
    `${container} lacks capabilities.drop: [ALL]`,
  ],
  [
    "added capabilities",
    `${own}.capabilities.add`,
    ["SYS_PTRACE"],
    `${container} adds the capability SYS_PTRACE`,
  ],
  ["proc mounts", `${own}.procMount`, "Unmasked", `${container} mounts proc as Unmasked`],
  ["root by number", "securityContext.runAsUser", 0, "runs as root"],
  ["possible root", "securityContext.runAsNonRoot", false, `${container} lacks runAsNonRoot: true`],
  ["unconfined calls", "securityContext.seccompProfile.type", "Unconfined", `${container} leaves seccomp`],
  ["calls by default", "securityContext.seccompProfile", undefined, `${container} lacks a seccompProfile`],
  [
    "sysctls",
    "securityContext.sysctls",
    [{ name: "kernel.msgmax", value: "1" }],
    "sets the unsafe sysctl kernel.msgmax",
  ],
  [
    "SELinux users",
    "securityContext.seLinuxOptions",
    { user: "system_u" },
    "chooses its SELinux user or role",
  ],
  ["AppArmor", `${own}.appArmorProfile`, { type: "Unconfined" }, `${container} leaves AppArmor`],
];

describe("the restricted pod security standard", () => {
  it.each(controls)("forbids %s", (_, path, value, says) => {
    expect(violations(changed(restricted, path, value), "restricted")).toEqual([says]);
  });

  it("looks at init containers too", () => {
    const init = { name: "init", securityContext: { allowPrivilegeEscalation: false } };
    expect(violations({ ...restricted, initContainers: [init] }, "restricted")).toEqual([
      "container init lacks capabilities.drop: [ALL]",
    ]);
  });

  it("lets a container decide for itself", () => {
    const open = { ...restricted, securityContext: {} };
    const context = { ...restricted.containers[0]?.securityContext, runAsNonRoot: true };
    const closed = changed(open, own, { ...context, seccompProfile: { type: "RuntimeDefault" } });
    expect(violations(closed, "restricted")).toEqual([]);
  });

  it("names the object that would not start", () => {
    const web = changed(sound.web, "spec.template.spec.hostPID", true);
    expect(problemsOf(restrictedPods, [web])).toEqual(["Deployment langfuse-web: sees the host's processes"]);
  });

  it("is what the namespace enforces, or less", () => {
    const levels = ["restricted", "baseline", "privileged"].map((level) => {
      const labels = { "pod-security.kubernetes.io/enforce": level };
      const namespace = changed(sound.namespace, "metadata.labels", labels);
      const web = changed(sound.web, "spec.template.spec.securityContext.runAsNonRoot", undefined);
      return problemsOf(admittedPods, [web, namespace]);
    });
    expect(levels).toEqual([
      [
        "Deployment langfuse-web: container langfuse-web lacks runAsNonRoot: true; namespace 'langfuse' enforces restricted",
      ],
      [],
      [],
    ]);
  });

  it("contains the baseline, which other namespaces enforce", () => {
    const unsafe = { ...restricted, hostNetwork: true, securityContext: {} };
    expect(violations(unsafe, "baseline")).toEqual(["uses the host's network"]);
    expect(violations(unsafe, "privileged")).toEqual([]);
  });
});
