import { namespaces } from "./namespaces";

const { langfuse: namespace } = namespaces;

/** Names, addresses and labels of the masking gateway: for its pods, the edge, network policies and scrapes. */
export const maskingGateway = {
  /** Langfuse's own: it belongs to it, and the load balancer's readiness gate is set up there. */
  namespace,
  /** Of its Deployment, its Service, its service account and whatever else belongs to it. */
  name: "masking-gateway",
  host: `masking-gateway.${namespace}.svc.cluster.local`,
  labels: { "app.kubernetes.io/name": "masking-gateway" },
  /** What callers reach. */
  port: 8080,
  /** Health, metrics and the callback of Langfuse's enterprise edition: for the cluster, and for the load balancer's
   *  questions whether a pod is ready. No caller is ever sent there. */
  operationsPort: 9090,
  healthPath: "/health",
  /** Fails from the moment a pod is told to stop. */
  readyPath: "/ready",
} as const;

/** Where Langfuse's workers hand in spans to be masked once more. */
export const maskingCallbackUrl = `http://${maskingGateway.host}:${maskingGateway.operationsPort}/mask`;
