import { defineEnvironment } from "./schema";

/** The installation that people depend on: three zones, standby, locked backups, private API endpoint. */
export const prod = defineEnvironment({
  name: "prod",
  accountId: "333333333333",
  region: "eu-west-1",
  zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
  serviceLevel: "production",
  protectData: true,
  tags: { owner: "platform", "cost-center": "observability" },
  network: {
    vpc: { kind: "create", cidr: "10.30.0.0/16", nat: "per-zone" },
    // Everything that nodes, operators and pods call in AWS, so that a NAT outage stops no trace.
    interfaceEndpoints: [
      "ec2",
      "ecr.api",
      "ecr.dkr",
      "eks",
      "eks-auth",
      "elasticloadbalancing",
      "kms",
      "logs",
      "monitoring",
      "secretsmanager",
      "sts",
    ],
    logDays: 365,
  },
  edge: {
    domain: "langfuse.example.com",
    zone: { kind: "existing", zoneId: "Z0123456789EXAMPLE" },
    certificate: { kind: "create" },
    exposure: "internet",
    interfaceAllowList: ["203.0.113.0/24"],
    // Applications run everywhere; they show a project's keys, and the firewall limits each address.
    ingestionAllowList: "anyone",
    requestsPerFiveMinutes: 100_000,
  },
  postgres: {
    instanceClass: "db.m7g.xlarge",
    standby: true,
    storageGib: 100,
    maxStorageGib: 1000,
    backupDays: 35,
    // Not compliance: that is for ever, and for whoever answers for the budget to decide.
    vault: { days: 35, lock: "governance" },
    logDays: 365,
  },
  // Two replicas, one in each other zone: the queue outlives a zone and a maintenance at the same time.
  cache: { nodeType: "cache.m7g.large", replicas: 2, snapshotDays: 7, logDays: 90 },
  blobs: {
    eventsDays: 90,
    exportsDays: 7,
    noncurrentDays: 30,
    accessLogDays: 365,
    backupDays: 35,
    backupLockDays: 35,
  },
  // Of the same jurisdiction, and far enough away for another weather and another grid.
  disasterRecovery: {
    region: "eu-central-1",
    // Whose administrators are others than ours. Governance for the same reason as above: it can be made compliance any day.
    vaultAccount: { accountId: "444444444444", lock: "governance" },
  },
  restoreDrill: "monthly",
  rotations: { postgres: 1, cache: 1, clickhouse: 1, session: 1, projectKey: 1, grafana: 1 },
  cluster: {
    version: "1.36",
    // Deployments run inside the VPC; there is no address on the internet to scan.
    api: { kind: "private" },
    access: {
      admins: ["arn:aws:iam::333333333333:role/platform-admin"],
      operators: ["arn:aws:iam::333333333333:role/platform-operator"],
      viewers: ["arn:aws:iam::333333333333:role/engineer"],
    },
    architecture: "arm64",
    pools: {
      general: {
        instanceCategories: ["c", "m", "r"],
        instanceCpus: ["4", "8", "16"],
        maxCpus: 128,
        spot: false,
      },
      clickhouse: { instanceCategories: ["r"], instanceCpus: ["4", "8", "16"], maxCpus: 64 },
    },
    logDays: 365,
  },
  clickhouse: {
    topology: "replicated",
    replicas: 3,
    keepers: 3,
    cpus: 6,
    memoryGib: 48,
    storageGib: 500,
  },
  langfuse: {
    version: "4.16.0",
    writeMode: "events_only",
    oldestClients: { python: 4, javascript: 5 },
    web: { minReplicas: 3, maxReplicas: 12, cpus: 2, memoryGib: 4 },
    worker: { minReplicas: 3, maxReplicas: 24, cpus: 2, memoryGib: 4 },
    connectionsPerPod: 20,
  },
  // On, because traces hold what people typed, and here these are people. A pod in each zone; each masks 10 to 20 MB a
  // second and CPU, where a thousand spans are 8 MB.
  maskingGateway: {
    kind: "enforced",
    image: `333333333333.dkr.ecr.eu-west-1.amazonaws.com/masking-gateway@sha256:${"3".repeat(64)}`,
    minReplicas: 3,
    maxReplicas: 12,
    cpus: 1,
    memoryGib: 2,
    userIds: "hmac",
    policy: {},
    enterpriseCallback: false,
  },
  observability: {
    retentionDays: 45,
    storageGib: 50,
    memoryGib: 6,
    longTerm: { kind: "none" },
    alarmEmails: ["platform@example.com"],
  },
  // Where an organization has a trail of every account, name that one: { kind: "existing", trailArn: "arn:aws:..." }.
  auditTrail: { kind: "create", days: 365, backupDeletions: true },
  canary: {
    kind: "enabled",
    image: `333333333333.dkr.ecr.eu-west-1.amazonaws.com/reference-service@sha256:${"3".repeat(64)}`,
  },
  alerting: {
    receivers: [
      {
        kind: "pagerduty",
        name: "on-call",
        routingKeySecretArn:
          "arn:aws:secretsmanager:eu-west-1:333333333333:secret:langfuse-prod/alerting/on-call-AbCdEf",
      },
      {
        kind: "slack",
        name: "chat",
        // What pages somebody also stands where the others can see and help.
        severities: ["critical", "warning"],
        webhookUrlSecretArn:
          "arn:aws:secretsmanager:eu-west-1:333333333333:secret:langfuse-prod/alerting/chat-AbCdEf",
      },
    ],
    deadMansSwitch: {
      urlSecretArn:
        "arn:aws:secretsmanager:eu-west-1:333333333333:secret:langfuse-prod/alerting/dead-mans-switch-AbCdEf",
    },
  },
  grafana: {
    exposure: "load-balancer",
    domain: "grafana.langfuse.example.com",
    certificate: { kind: "create" },
    signIn: {
      provider: "okta",
      clientId: "0oa0123456789HIJKLMN",
      clientSecretArn:
        "arn:aws:secretsmanager:eu-west-1:333333333333:secret:langfuse-prod/sso/grafana-AbCdEf",
      viewers: "everybody",
      editors: ["platform"],
    },
  },
  sso: [
    {
      kind: "okta",
      issuer: "https://example.okta.com",
      clientId: "0oa0123456789ABCDEFG",
      clientSecretArn: "arn:aws:secretsmanager:eu-west-1:333333333333:secret:langfuse-prod/sso/okta-AbCdEf",
      linkAccountsByEmail: true,
    },
  ],
  access: {
    newUsers: "sso-users",
    sessionMinutes: 480,
    enforcedSsoDomains: ["example.com"],
    defaultMembership: { kind: "first-organization", role: "VIEWER" },
    first: {
      organization: { id: "example", name: "Example" },
      project: { id: "first-project", name: "First project" },
      owner: { email: "owner@example.com", name: "Owner" },
    },
  },
  delivery: { repository: "example/langfuse-aws", createOidcProvider: true },
});
