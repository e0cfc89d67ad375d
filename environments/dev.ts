import { defineEnvironment } from "./schema";

/** For trying things out: one of everything, cheap, and gone with one command. */
export const dev = defineEnvironment({
  name: "dev",
  accountId: "111111111111",
  region: "eu-west-1",
  zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
  serviceLevel: "best-effort",
  protectData: false,
  tags: { owner: "platform", "cost-center": "observability" },
  network: {
    // One NAT for three zones: with its zone dev loses the internet, which a trial can wait for.
    vpc: { kind: "create", cidr: "10.10.0.0/16", nat: "single" },
    // Everything goes through the NAT; each endpoint would cost about 24 USD a month.
    interfaceEndpoints: [],
    logDays: 30,
  },
  edge: {
    domain: "langfuse.dev.example.com",
    zone: { kind: "create", name: "dev.example.com" },
    certificate: { kind: "create" },
    exposure: "internet",
    interfaceAllowList: ["203.0.113.0/24"],
    ingestionAllowList: ["203.0.113.0/24"],
    requestsPerFiveMinutes: 10_000,
  },
  postgres: {
    instanceClass: "db.t4g.medium",
    standby: false,
    storageGib: 20,
    maxStorageGib: 100,
    backupDays: 7,
    vault: { days: 1, lock: "governance" },
    logDays: 30,
  },
  cache: { nodeType: "cache.t4g.medium", replicas: 0, snapshotDays: 1, logDays: 30 },
  blobs: {
    // The least that the schema takes: a replay is tried in dev before anybody needs it in production.
    eventsDays: 30,
    exportsDays: 3,
    noncurrentDays: 7,
    accessLogDays: 30,
    backupDays: 7,
    // Locked, so that the code is production's; for a day, so that the environment can be thrown away.
    backupLockDays: 1,
  },
  restoreDrill: "none",
  rotations: { postgres: 1, cache: 1, clickhouse: 1, session: 1, projectKey: 1, grafana: 1 },
  cluster: {
    version: "1.36",
    api: { kind: "public", allowList: ["203.0.113.0/24"] },
    access: { admins: ["arn:aws:iam::111111111111:role/platform-admin"], operators: [], viewers: [] },
    architecture: "arm64",
    pools: {
      general: { instanceCategories: ["c", "m", "r"], instanceCpus: ["2", "4"], maxCpus: 16, spot: true },
      clickhouse: { instanceCategories: ["r"], instanceCpus: ["2"], maxCpus: 4 },
    },
    logDays: 90,
  },
  // A trial needs no identity provider; who can reach the sign-in page may register.
  // The smallest that runs; tables are replicated all the same, so that dev meets production's statements.
  clickhouse: {
    topology: "single",
    replicas: 1,
    keepers: 1,
    cpus: 1,
    memoryGib: 8,
    storageGib: 50,
  },
  langfuse: {
    version: "4.16.0",
    writeMode: "events_only",
    oldestClients: { python: 4, javascript: 5 },
    web: { minReplicas: 1, maxReplicas: 2, cpus: 1, memoryGib: 4 },
    worker: { minReplicas: 1, maxReplicas: 2, cpus: 1, memoryGib: 4 },
    connectionsPerPod: 10,
  },
  // A trial takes invented data, and the first installation needs no image of ours. To try the gateway itself, choose
  // 'standby' and then 'enforced' with one small pod.
  maskingGateway: { kind: "none" },
  observability: {
    retentionDays: 7,
    storageGib: 10,
    memoryGib: 2,
    longTerm: { kind: "none" },
    alarmEmails: [],
  },
  // For a month, so that the code is production's; the lock goes with the environment.
  auditTrail: { kind: "create", days: 30, backupDeletions: false },
  // A trial disturbs nobody: what is wrong stands in Grafana.
  // An image of it is one more thing to build; where people depend on Langfuse it is worth it.
  canary: { kind: "none" },
  alerting: { receivers: [] },
  grafana: { exposure: "port-forward" },
  sso: [],
  access: {
    passwordLogin: true,
    newUsers: "anyone",
    sessionMinutes: 1440,
    enforcedSsoDomains: [],
    defaultMembership: { kind: "invited-only" },
    first: {
      organization: { id: "example", name: "Example" },
      project: { id: "first-project", name: "First project" },
      owner: { email: "owner@example.com", name: "Owner" },
    },
  },
  delivery: { repository: "example/langfuse-aws", createOidcProvider: true },
});
