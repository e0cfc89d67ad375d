/** Kubernetes namespaces that people work in: one definition for releases, identities and access. */
export const namespaces = {
  clickhouse: "clickhouse",
  langfuse: "langfuse",
  observability: "observability",
} as const;
