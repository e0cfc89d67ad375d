import { databaseRole } from "../../constructs/database-role";
import { langfuseMigration } from "../../constructs/langfuse-migration";
import { langfusePermissions } from "../../constructs/langfuse-permissions";
import { langfusePodSettings } from "../../constructs/langfuse-pod-settings";
import { langfuseSecrets, secretKeys } from "../../constructs/langfuse-secrets";
import { targetGroupBinding, workerScaler } from "../../constructs/langfuse-traffic";
import { type LangfuseValuesProps, langfuseValues } from "../../constructs/langfuse-values";

const generations = { postgres: 2, cache: 1, clickhouse: 1, session: 3, projectKey: 1 };
const keys = secretKeys(generations);
const postgres = { host: "postgres.example.com", port: 5432, database: "langfuse", username: "langfuse" };
const cache = { host: "cache.example.com", port: 6379, username: "langfuse", passwordSecretArn: "arn:cache" };
const blobs = { bucket: "blobs", bucketArn: "arn:aws:s3:::blobs", keyArn: "arn:aws:kms:key" };
const clickhouse = {
  host: "clickhouse.example.com",
  httpPort: 8123,
  nativePort: 9000,
  database: "default",
  username: "langfuse",
  spillBytes: 6_442_450_944,
};
const pods = { minReplicas: 2, maxReplicas: 6, cpus: 2, memoryGib: 4 };

describe("the Secrets", () => {
  const secrets = langfuseSecrets({
    secrets: {
      saltArn: "arn:salt",
      encryptionKeyArn: "arn:encryption",
      nextAuthSecretArn: "arn:nextauth",
      clickhousePasswordArn: "arn:clickhouse",
    },
    generations,
    postgresPasswordArn: "arn:postgres",
    postgresMasterArn: "arn:master",
    cachePasswordArn: cache.passwordSecretArn,
    settings: [
      { environment: [], secret: { name: "empty", data: {} } },
      {
        environment: [],
        secret: { name: "langfuse-sso", data: { "okta-client-secret": { secretArn: "arn:okta" } } },
      },
    ],
  });

  it("keep what nothing can re-encrypt, and follow what can be replaced", () => {
    const immutable = Object.fromEntries(
      secrets.map(({ metadata, spec }) => [metadata.name, spec.target.immutable]),
    );
    expect(immutable).toEqual({
      "langfuse-keys": true,
      "langfuse-passwords": false,
      "postgres-master": false,
      "langfuse-sso": false,
    });
  });

  it("name a replaceable secret by its generation, so that no pod starts with the value before", () => {
    expect(secrets[1]?.spec.data.map(({ secretKey }) => secretKey)).toEqual([
      "nextauth-secret-3",
      "postgres-password-2",
      "cache-password-1",
      "clickhouse-password-1",
    ]);
  });
});

describe("the job that makes the database role", () => {
  const { spec, metadata } = databaseRole({ postgres, keys });
  const [container] = containersOf(spec);

  it("runs before its release and stays for its log", () => {
    expect(metadata.annotations).toEqual({
      "helm.sh/hook": "pre-install,pre-upgrade",
      "helm.sh/hook-delete-policy": "before-hook-creation",
    });
  });

  it("may do nothing in the container, and knows nobody in the cluster", () => {
    expect(spec.template.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(container?.securityContext).toEqual({
      runAsUser: 70,
      runAsGroup: 70,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("reads the master user from a Secret and connects with encryption", () => {
    expect(container?.env).toEqual(
      expect.arrayContaining([
        { name: "PGSSLMODE", value: "require" },
        { name: "PGPASSWORD", valueFrom: { secretKeyRef: { name: "postgres-master", key: "password" } } },
        {
          name: "PASSWORD",
          valueFrom: { secretKeyRef: { name: "langfuse-passwords", key: "postgres-password-2" } },
        },
      ]),
    );
  });

  it("never writes the password into a statement, which the server would log", () => {
    const script = String(container?.command?.at(-1));
    expect(script).toContain("\\\\password");
    expect(script).not.toMatch(/(CREATE|ALTER) ROLE[^;]*PASSWORD/);
  });

  it("holds nothing that Kubernetes would take for a variable of its own", () => {
    expect(String(container?.command?.at(-1))).not.toContain("$(");
  });
});

describe("the migration", () => {
  const props = { version: "4.16.0", postgres, databaseArgs: "sslmode=require", clickhouse, keys };
  const { spec } = langfuseMigration({ ...props, clickhouseReplicas: 3 });

  it("runs the start script of the same version, and then nothing", () => {
    expect(containersOf(spec)).toMatchObject([
      { image: "docker.io/langfuse/langfuse:4.16.0", args: ["true"] },
    ]);
  });

  it("waits until every replica of ClickHouse answers", () => {
    expect(JSON.stringify(initContainersOf(spec))).toContain("throwIf(count() < 3)");
  });

  it("gets the secrets of the two stores that it migrates, and no other", () => {
    const secrets = containersOf(spec)
      .flatMap(({ env }) => env)
      .filter((variable) => "valueFrom" in variable)
      .map(({ name }) => name);
    expect(secrets).toEqual(["DATABASE_PASSWORD", "CLICKHOUSE_PASSWORD"]);
  });
});

describe("the pods", () => {
  const props: LangfuseValuesProps = {
    version: "4.16.0",
    writeMode: "events_only",
    web: pods,
    worker: { ...pods, memoryGib: 8 },
    url: "https://langfuse.example.com",
    region: "eu-west-1",
    postgres,
    databaseArgs: "sslmode=require&connection_limit=20",
    cache,
    clickhouse,
    blobs,
    keys,
    accessValues: {},
    webEnvironment: [{ name: "AUTH_SESSION_MAX_AGE", value: "480" }],
  };
  const text = (part: "web" | "worker", changed: Partial<LangfuseValuesProps> = {}) => {
    const values = JSON.parse(JSON.stringify(langfuseValues({ ...props, ...changed })));
    return JSON.stringify(values.langfuse[part]);
  };

  it("give Node three quarters of their memory", () => {
    expect(text("web")).toContain("--max-old-space-size=3072");
    expect(text("worker")).toContain("--max-old-space-size=6144");
  });

  it("leave version 4 to its defaults, and tell both programs of an older mode", () => {
    expect(text("worker")).not.toContain("LANGFUSE_MIGRATION_V4");
    for (const part of ["web", "worker"] as const)
      expect(text(part, { writeMode: "dual" })).toMatch(
        /"LANGFUSE_MIGRATION_V4_WRITE_MODE","value":"dual".*_OTEL_BEHAVIOUR","value":"dual_write"/,
      );
  });

  it("keep an idle connection for longer than the load balancer's minute", () => {
    const [, milliseconds] = /"KEEP_ALIVE_TIMEOUT","value":"(\d+)"/.exec(text("web")) ?? [];
    expect(Number(milliseconds)).toBeGreaterThan(60_000);
  });

  it("hold what belongs to sign-in in web only", () => {
    expect(text("web")).toContain("AUTH_SESSION_MAX_AGE");
    expect(text("worker")).not.toContain("AUTH_");
  });

  it("reach Postgres by host and port in one, because nobody reads the port", () => {
    expect(langfuseValues(props)).toMatchObject({ postgresql: { host: "postgres.example.com:5432" } });
  });
});

describe("the identity", () => {
  const permissions = langfusePermissions({ accountId: "111111111111", region: "eu-west-1" }, blobs);

  it("ends at its three prefixes, for objects and for lists", () => {
    expect(permissions).toMatchObject([
      {
        resources: [
          "arn:aws:s3:::blobs/events/*",
          "arn:aws:s3:::blobs/media/*",
          "arn:aws:s3:::blobs/exports/*",
        ],
      },
      { conditions: { StringLike: { "s3:prefix": ["events/*", "media/*", "exports/*"] } } },
      {},
    ]);
  });

  it("uses the one key through S3 alone", () => {
    expect(permissions[2]).toMatchObject({
      resources: [blobs.keyArn],
      conditions: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
    });
  });
});

describe("the settings of pods that the chart has no value for", () => {
  const [policy, binding] = langfusePodSettings();

  it("are longer than web's 110 seconds and the pause before them, and a priority", () => {
    const expression: string = Reflect.get(Object(policy?.spec), "mutations")[0].applyConfiguration
      .expression;
    expect(expression.replace(/\s+/g, " ")).toBe(
      "Object{ spec: Object.spec{ template: Object.spec.template{ spec: Object.spec.template.spec{ " +
        'terminationGracePeriodSeconds: 150, priorityClassName: "langfuse" } } } }',
    );
  });

  it("reach the Deployments of one namespace, when they are made and when they change", () => {
    expect(policy?.spec).toMatchObject({
      matchConstraints: {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "langfuse" } },
        objectSelector: { matchLabels: { "app.kubernetes.io/name": "langfuse" } },
        resourceRules: [
          { apiGroups: ["apps"], operations: ["CREATE", "UPDATE"], resources: ["deployments"] },
        ],
      },
    });
    expect(binding?.spec).toEqual({ policyName: policy?.metadata.name });
  });

  it("are no reason to lose them in silence", () => {
    expect(policy?.spec).toMatchObject({ failurePolicy: "Fail" });
  });
});

describe("workers", () => {
  const { spec } = workerScaler(pods, cache);
  const redis = (listName: string) => ({
    type: "redis",
    metadata: { address: "cache.example.com:6379", listName, enableTLS: "true" },
    authenticationRef: { kind: "ClusterTriggerAuthentication", name: "queue" },
  });
  const age = {
    type: "prometheus",
    metadata: {
      serverAddress: "http://kube-prometheus-stack-prometheus.observability.svc.cluster.local:9090",
      query: 'max(langfuse:queue_oldest_wait_seconds{queue=~"otel-ingestion-queue|ingestion-queue"})',
    },
  };

  it("scale by both ingestion queues, over TLS, with the user that KEDA holds, and by their age", () => {
    expect(spec).toMatchObject({
      minReplicaCount: 2,
      maxReplicaCount: 6,
      triggers: [
        redis("bull:otel-ingestion-queue:wait"),
        redis("bull:ingestion-queue:wait"),
        age,
        { type: "cpu" },
      ],
    });
  });

  it("scale by the other triggers while one has no answer: it asks for the least, and says so", () => {
    expect(spec).toMatchObject({
      fallback: { replicas: 2, behavior: "static" },
      triggers: expect.arrayContaining([
        expect.objectContaining({ metadata: expect.objectContaining({ ignoreNullValues: "false" }) }),
      ]),
    });
  });
});

it("binds the target group to web by address, as the load balancer's health check expects", () => {
  expect(targetGroupBinding("arn:group")).toMatchObject({
    apiVersion: "eks.amazonaws.com/v1",
    spec: {
      serviceRef: { name: "langfuse-web", port: "http" },
      targetGroupARN: "arn:group",
      targetType: "ip",
    },
  });
});

type Spec = ReturnType<typeof langfuseMigration>["spec"];

function containersOf({ template }: Spec) {
  return template.spec.containers;
}

function initContainersOf({ template }: Spec) {
  return template.spec.initContainers;
}
