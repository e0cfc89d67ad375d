/** Container images that no chart pins for us; Renovate updates them and adds their digests. */
export const images = {
  // The line that Langfuse 4 recommends; at least 25.12.
  // https://langfuse.com/self-hosting/upgrade/upgrade-guides/upgrade-v3-to-v4 (2026-11)
  // renovate: datasource=docker
  clickhouse: "docker.io/clickhouse/clickhouse-server:26.4.5.143",
  // Of the same release, so that their protocols match.
  // renovate: datasource=docker
  keeper: "docker.io/clickhouse/clickhouse-keeper:26.4.5.143",
  // Its psql makes Langfuse's role; of the server's major version.
  // renovate: datasource=docker
  postgres: "docker.io/library/postgres:17.9-alpine",
  // Looks at backups.
  // renovate: datasource=docker
  awsCli: "docker.io/amazon/aws-cli:2.37.5",
} as const;
