import { LANGFUSE_DEPLOYMENTS, type Worsening } from "../worsening";

/** Of Langfuse, web and worker. */
export const langfuse: readonly Worsening[] = [
  {
    assertion: "web is probed for health and readiness, and the worker outlasts a failover of its stores",
    what: "a short patience",
    kinds: ["Deployment"],
    names: /^langfuse-worker$/,
    change: [/"failureThreshold":30/g, '"failureThreshold":3'],
  },
  {
    assertion: "web keeps silent connections longer than the load balancer does",
    what: "Node's own five seconds",
    kinds: ["Deployment"],
    names: /^langfuse-web$/,
    change: [/"110000"/g, '"5000"'],
  },
  {
    assertion: "Node's heap is about three quarters of the memory limit",
    what: "a heap of a megabyte",
    ...LANGFUSE_DEPLOYMENTS,
    change: [/max-old-space-size=\d+/g, "max-old-space-size=1"],
  },
  {
    assertion: "Langfuse runs as user 1001, by number",
    what: "a user by name",
    ...LANGFUSE_DEPLOYMENTS,
    change: [/"runAsUser":1001,?/g, ""],
  },
  {
    assertion: "Langfuse's pods spread over zones, and still start when a zone is lost",
    what: "one zone",
    ...LANGFUSE_DEPLOYMENTS,
    change: [/topology\.kubernetes\.io\/zone/g, "kubernetes.io/hostname"],
  },
  {
    assertion: "Langfuse's pods get two minutes to stop",
    what: "half a minute",
    kinds: ["MutatingAdmissionPolicy"],
    names: /^langfuse-pod-settings$/,
    change: [/terminationGracePeriodSeconds: ?\d+/g, "terminationGracePeriodSeconds: 30"],
  },
  {
    assertion: "Langfuse's pods have a priority class that exists",
    what: "no such class",
    kinds: ["PriorityClass"],
    names: /^langfuse$/,
    change: "remove",
  },
  {
    assertion: "each program is scaled by exactly one autoscaler, and its Deployment names no count",
    what: "no autoscaler",
    kinds: ["HorizontalPodAutoscaler", "ScaledObject"],
    names: /^langfuse/,
    change: "remove",
  },
  {
    assertion:
      "web and worker run the version that was read, from a registry that does not count its visitors",
    what: "another version",
    ...LANGFUSE_DEPLOYMENTS,
    change: [/(langfuse(?:-worker)?):\d+\.\d+\.\d+/g, "$1:4.0.0"],
  },
  {
    assertion: "the database is reached at its port, encrypted, with a bounded pool",
    what: "no encryption",
    ...LANGFUSE_DEPLOYMENTS,
    change: [/sslmode=\w+/g, "sslmode=disable"],
  },
  {
    assertion: "the database proves who it is, by an authority that is mounted where Prisma looks",
    what: "nothing is verified",
    ...LANGFUSE_DEPLOYMENTS,
    change: [/sslaccept=strict/g, "sslaccept=accept_invalid_certs"],
  },
  {
    assertion: "the database is reached at its port, encrypted, with a bounded pool",
    what: "no deadline for statements",
    ...LANGFUSE_DEPLOYMENTS,
    change: [/&socket_timeout=\d+/g, ""],
  },
  {
    assertion: "the cache is reached encrypted, as a named user",
    what: "no encryption",
    ...LANGFUSE_DEPLOYMENTS,
    change: [/("name":"REDIS_TLS_ENABLED","value":)"true"/g, '$1"false"'],
  },
  {
    assertion:
      "usage is not reported to Langfuse, and OpenTelemetry's exporters are chosen, not left to their defaults",
    what: "reports",
    ...LANGFUSE_DEPLOYMENTS,
    change: [/("name":"TELEMETRY_ENABLED","value":)"false"/g, '$1"true"'],
  },
  {
    assertion: "domains that must use SSO, and the length of a session, reach the application",
    what: "sessions of a month",
    ...LANGFUSE_DEPLOYMENTS,
    names: /^langfuse-web$/,
    change: [/("name":"AUTH_SESSION_MAX_AGE","value":)"\d+"/g, '$1"43200"'],
  },
];
