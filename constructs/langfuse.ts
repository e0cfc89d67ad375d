import { namespaces } from "./namespaces";

/** Names that the chart gives to Langfuse's objects, and ours beside them: for autoscalers, network policies and alerts. */
export const langfuse = {
  namespace: namespaces.langfuse,
  /** Of the Helm release, and of the service account of web and worker. */
  name: "langfuse",
  /** Service account of the Jobs that prepare the stores; nothing in AWS and nothing in Kubernetes is granted to it. */
  setupServiceAccount: "langfuse-setup",
  image: "docker.io/langfuse/langfuse",
  workerImage: "docker.io/langfuse/langfuse-worker",
  /** On every pod of web and worker. */
  labels: { "app.kubernetes.io/name": "langfuse", "app.kubernetes.io/instance": "langfuse" },
  /** Deployment and Service. */
  web: "langfuse-web",
  webPort: 3000,
  /** Deployment. */
  worker: "langfuse-worker",
  workerPort: 3030,
} as const;
