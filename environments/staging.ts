import { defineEnvironment } from "./schema";

/** The rehearsal: production's shape at a smaller size, so that every procedure can be tried first. */
export const staging = defineEnvironment({
  name: "staging",
  accountId: "222222222222",
  region: "eu-west-1",
  zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
  // Nobody depends on it, but its data has taken weeks to become like production's.
  serviceLevel: "best-effort",
  protectData: true,
  tags: { owner: "platform", "cost-center": "observability" },
  network: {
    // Not one a zone as in production: two more would cost 77 USD a month and rehearse nothing.
    vpc: { kind: "create", cidr: "10.20.0.0/16", nat: "single" },
    interfaceEndpoints: ["ecr.api", "ecr.dkr", "sts", "secretsmanager", "kms", "eks", "eks-auth", "logs"],
    logDays: 60,
  },
  edge: {
    domain: "langfuse.staging.example.com",
    zone: { kind: "create", name: "staging.example.com" },
    certificate: { kind: "create" },
    exposure: "internet",
    interfaceAllowList: ["203.0.113.0/24"],
    ingestionAllowList: ["203.0.113.0/24", "198.51.100.0/24"],
    requestsPerFiveMinutes: 20_000,
  },
  postgres: {
    instanceClass: "db.m7g.large",
    standby: true,
    storageGib: 50,
    maxStorageGib: 200,
    backupDays: 14,
    vault: { days: 14, lock: "governance" },
    logDays: 60,
  },
  cache: { nodeType: "cache.m7g.large", replicas: 1, snapshotDays: 3, logDays: 60 },
  blobs: {
    eventsDays: 30,
    exportsDays: 7,
    noncurrentDays: 14,
    accessLogDays: 60,
    backupDays: 14,
    backupLockDays: 7,
  },
  // A rehearsed loss of the region needs copies, and those of little data cost little.
  disasterRecovery: { region: "eu-central-1" },
  restoreDrill: "monthly",
  rotations: { postgres: 1, cache: 1, clickhouse: 1, session: 1, projectKey: 1, grafana: 1 },
  cluster: {
    version: "1.36",
    api: { kind: "public", allowList: ["203.0.113.0/24"] },
    access: {
      admins: ["arn:aws:iam::222222222222:role/platform-admin"],
      operators: ["arn:aws:iam::222222222222:role/platform-operator"],
      viewers: ["arn:aws:iam::222222222222:role/engineer"],
    },
    architecture: "arm64",
    pools: {
      general: {
        instanceCategories: ["c", "m", "r"],
        instanceCpus: ["2", "4", "8"],
        maxCpus: 32,
        // Half the price, and every reclaimed node rehearses a shutdown.
        spot: true,
      },
      clickhouse: { instanceCategories: ["r"], instanceCpus: ["2", "4"], maxCpus: 24 },
    },
    logDays: 90,
  },
  clickhouse: {
    topology: "replicated",
    replicas: 2,
    keepers: 3,
    cpus: 1.5,
    memoryGib: 12,
    storageGib: 100,
  },
  langfuse: {
    version: "4.16.0",
    writeMode: "events_only",
    oldestClients: { python: 4, javascript: 5 },
    web: { minReplicas: 2, maxReplicas: 4, cpus: 2, memoryGib: 4 },
    worker: { minReplicas: 2, maxReplicas: 4, cpus: 2, memoryGib: 4 },
    connectionsPerPod: 10,
  },
  // As in production: an application that the gateway refuses is refused here first.
  maskingGateway: {
    kind: "enforced",
    image: `222222222222.dkr.ecr.eu-west-1.amazonaws.com/masking-gateway@sha256:${"2".repeat(64)}`,
    minReplicas: 2,
    maxReplicas: 4,
    cpus: 1,
    memoryGib: 1,
    userIds: "hmac",
    policy: {},
    enterpriseCallback: false,
  },
  observability: {
    retentionDays: 15,
    storageGib: 20,
    memoryGib: 3,
    longTerm: { kind: "none" },
    alarmEmails: ["platform@example.com"],
  },
  auditTrail: { kind: "create", days: 90, backupDeletions: true },
  canary: {
    kind: "enabled",
    image: `222222222222.dkr.ecr.eu-west-1.amazonaws.com/reference-service@sha256:${"2".repeat(64)}`,
  },
  alerting: {
    // The same alerts as in production, and nobody woken.
    receivers: [
      {
        kind: "slack",
        name: "chat",
        severities: ["critical", "warning"],
        webhookUrlSecretArn:
          "arn:aws:secretsmanager:eu-west-1:222222222222:secret:langfuse-staging/alerting/chat-AbCdEf",
      },
    ],
  },
  grafana: {
    exposure: "load-balancer",
    domain: "grafana.langfuse.staging.example.com",
    certificate: { kind: "create" },
    signIn: {
      provider: "entra-id",
      clientId: "00000000-0000-4000-8000-000000000003",
      clientSecretArn:
        "arn:aws:secretsmanager:eu-west-1:222222222222:secret:langfuse-staging/sso/grafana-AbCdEf",
      clientSecretExpires: "2027-09-01",
      viewers: "everybody",
      editors: ["00000000-0000-4000-8000-000000000004"],
    },
  },
  sso: [
    {
      kind: "entra-id",
      tenantId: "00000000-0000-4000-8000-000000000001",
      clientId: "00000000-0000-4000-8000-000000000002",
      clientSecretArn:
        "arn:aws:secretsmanager:eu-west-1:222222222222:secret:langfuse-staging/sso/entra-id-AbCdEf",
      clientSecretExpires: "2027-09-01",
      linkAccountsByEmail: true,
    },
  ],
  access: {
    newUsers: "sso-users",
    sessionMinutes: 480,
    enforcedSsoDomains: ["example.com"],
    defaultMembership: { kind: "first-organization", role: "MEMBER" },
    first: {
      organization: { id: "example", name: "Example" },
      project: { id: "first-project", name: "First project" },
      owner: { email: "owner@example.com", name: "Owner" },
    },
  },
  delivery: { repository: "example/langfuse-aws", createOidcProvider: true },
});
