import type { EnvironmentInput } from "../../environments/schema";

/** A valid production environment of the tests, so that they do not change when somebody edits a real one. */
export const sample: EnvironmentInput = {
  name: "sample",
  accountId: "111111111111",
  region: "eu-west-1",
  zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
  serviceLevel: "production",
  protectData: true,
  tags: { owner: "platform", "cost-center": "observability" },
  network: {
    vpc: { kind: "create", cidr: "10.10.0.0/16", nat: "per-zone" },
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
    zone: { kind: "create", name: "example.com" },
    certificate: { kind: "create" },
    exposure: "internet",
    interfaceAllowList: ["203.0.113.0/24"],
    ingestionAllowList: "anyone",
    requestsPerFiveMinutes: 100_000,
  },
  postgres: {
    instanceClass: "db.m7g.xlarge",
    standby: true,
    storageGib: 100,
    maxStorageGib: 1000,
    backupDays: 35,
    vault: { days: 35, lock: "governance" },
    logDays: 365,
  },
  cache: { nodeType: "cache.m7g.large", replicas: 2, snapshotDays: 7, logDays: 90 },
  blobs: {
    eventsDays: 90,
    exportsDays: 7,
    noncurrentDays: 30,
    accessLogDays: 365,
    backupDays: 35,
    backupLockDays: 35,
  },
  disasterRecovery: { region: "eu-central-1" },
  restoreDrill: "monthly",
  rotations: { postgres: 1, cache: 1, clickhouse: 1, session: 1, projectKey: 1, grafana: 1 },
  cluster: {
    version: "1.36",
    api: { kind: "private" },
    access: {
      admins: ["arn:aws:iam::111111111111:role/platform-admin"],
      operators: ["arn:aws:iam::111111111111:role/platform-operator"],
      viewers: ["arn:aws:iam::111111111111:role/engineer"],
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
    cpus: 3,
    memoryGib: 24,
    storageGib: 500,
  },
  langfuse: {
    version: "4.16.0",
    writeMode: "events_only",
    oldestClients: { python: 4, javascript: 5 },
    web: { minReplicas: 2, maxReplicas: 4, cpus: 2, memoryGib: 4 },
    worker: { minReplicas: 2, maxReplicas: 8, cpus: 2, memoryGib: 4 },
    connectionsPerPod: 20,
  },
  maskingGateway: {
    kind: "enforced",
    image: `111111111111.dkr.ecr.eu-west-1.amazonaws.com/masking-gateway@sha256:${"1".repeat(64)}`,
    minReplicas: 2,
    maxReplicas: 4,
    cpus: 1,
    memoryGib: 1,
    userIds: "hmac",
    policy: {},
    enterpriseCallback: false,
  },
  observability: {
    retentionDays: 30,
    storageGib: 50,
    memoryGib: 4,
    longTerm: { kind: "none" },
    alarmEmails: ["platform@example.com"],
  },
  auditTrail: { kind: "create", days: 365, backupDeletions: true },
  canary: {
    kind: "enabled",
    image: `111111111111.dkr.ecr.eu-west-1.amazonaws.com/reference-service@sha256:${"1".repeat(64)}`,
  },
  alerting: {
    receivers: [
      {
        kind: "pagerduty",
        name: "on-call",
        severities: ["critical"],
        serviceRegion: "us",
        routingKeySecretArn:
          "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/alerting/on-call-AbCdEf",
      },
      {
        kind: "slack",
        name: "chat",
        severities: ["warning"],
        webhookUrlSecretArn:
          "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/alerting/chat-AbCdEf",
      },
    ],
    deadMansSwitch: {
      urlSecretArn:
        "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/alerting/dead-mans-switch-AbCdEf",
    },
  },
  grafana: { exposure: "port-forward" },
  sso: [
    {
      kind: "cognito",
      linkAccountsByEmail: true,
      pool: { kind: "create", domainPrefix: "example-langfuse-sample" },
    },
  ],
  access: {
    passwordLogin: false,
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
};

/** A VPC of others, as an environment names it; its owner makes the interface endpoints. */
export const existingVpc = {
  "network.vpc": {
    kind: "existing",
    vpcId: "vpc-0123456789abcdef0",
    cidr: "10.10.0.0/16",
    publicSubnetIds: ["subnet-00000001", "subnet-00000002", "subnet-00000003"],
    privateSubnetIds: ["subnet-00000004", "subnet-00000005", "subnet-00000006"],
    dataSubnetIds: ["subnet-00000007", "subnet-00000008", "subnet-00000009"],
    natNetworks: ["198.51.100.7/32"],
  },
  "network.interfaceEndpoints": [],
};
