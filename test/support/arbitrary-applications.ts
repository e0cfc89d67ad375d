import fc from "fast-check";
import { type EnvironmentInput, environmentSchema } from "../../environments/schema";
import { ssoFixtures } from "../fixtures/sso";
import { sample } from "./sample-environment";

type Gateway = EnvironmentInput["maskingGateway"];

const DIGEST = `sha256:${"1".repeat(64)}`;

const maskingGateway = fc.oneof(
  fc.constant<Gateway>({ kind: "none" }),
  fc.record<Exclude<Gateway, { kind: "none" }>>({
    kind: fc.constantFrom("standby", "enforced"),
    image: fc.constant(`example.com/masking-gateway@${DIGEST}`),
    minReplicas: fc.integer({ min: 2, max: 3 }),
    maxReplicas: fc.integer({ min: 3, max: 9 }),
    cpus: fc.constantFrom(0.5, 2),
    memoryGib: fc.integer({ min: 1, max: 4 }),
    userIds: fc.constantFrom("hmac", "drop", "keep"),
    policy: fc.constantFrom(
      {},
      { masking: { phoneCountries: ["CL"] }, projects: { "pk-lf-1": { media: true } } },
    ),
    enterpriseCallback: fc.constant(false),
  }),
);

/** Providers that vouch for their own people only; who registers at github.com is nobody's. */
const { github: _everybody, ...ofACompany } = ssoFixtures;

/** At most one of a kind. */
const sso = fc
  .uniqueArray(fc.constantFrom(...Object.values(ofACompany)), {
    minLength: 1,
    maxLength: 4,
    selector: ({ kind }) => kind,
  })
  .map((providers) => environmentSchema.shape.sso.parse(providers));

/** Choices about what runs in the cluster, who may use it and who hears of it. */
export const applications = fc.record({
  maskingGateway,
  sso,
  grafanaViewers: fc.option(fc.constantFrom("everybody" as const, ["engineers"]), { nil: undefined }),
  writeMode: fc.constantFrom<EnvironmentInput["langfuse"]["writeMode"]>("legacy", "dual", "events_only"),
  canary: fc.constantFrom<EnvironmentInput["canary"]>(
    { kind: "none" },
    { kind: "enabled", image: `example.com/reference-service@${DIGEST}` },
  ),
  existingTrail: fc.boolean(),
  managedPrometheus: fc.boolean(),
  licensed: fc.boolean(),
});

export type Applications = typeof applications extends fc.Arbitrary<infer Value> ? Value : never;

/** Where an environment is, and the names that follow from it. */
interface Place {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly domain: string;
}

/** The sections of an environment file that state such choices. */
export function applicationSections(given: Applications, place: Place) {
  const { accountId, region } = place;
  return {
    langfuse: { ...sample.langfuse, writeMode: given.writeMode },
    maskingGateway: given.maskingGateway,
    canary: given.canary,
    auditTrail: given.existingTrail
      ? { kind: "existing", trailArn: `arn:aws:cloudtrail:${region}:${accountId}:trail/organization` }
      : sample.auditTrail,
    observability: {
      ...sample.observability,
      longTerm: given.managedPrometheus
        ? {
            kind: "managed-prometheus",
            workspaceArn: `arn:aws:aps:${region}:${accountId}:workspace/${WORKSPACE}`,
          }
        : { kind: "none" },
    },
    alerting: alerting(place),
    grafana: grafana(given, place),
    sso: given.sso.map((provider) => ownSecret(provider, secret(place, "sso"))),
    access: given.licensed ? { ...sample.access, licenseSecretArn: secret(place, "license") } : sample.access,
  } satisfies Partial<EnvironmentInput>;
}

const WORKSPACE = "ws-00000000-0000-4000-8000-000000000000";

/** A secret that the environment may read. */
const secret = ({ name, accountId, region }: Place, key: string) =>
  `arn:aws:secretsmanager:${region}:${accountId}:secret:langfuse-${name}/${key}-AbCdEf`;

/** A provider whose secret is not the sample's. */
function ownSecret(provider: Applications["sso"][number], clientSecretArn: string) {
  if (provider.kind !== "cognito") return { ...provider, clientSecretArn };
  if (provider.pool.kind === "create") return provider;
  return { ...provider, pool: { ...provider.pool, clientSecretArn } };
}

/** A receiver of each kind. */
function alerting(place: Place): EnvironmentInput["alerting"] {
  return {
    receivers: [
      {
        kind: "pagerduty",
        name: "on-call",
        severities: ["critical"],
        serviceRegion: "eu",
        routingKeySecretArn: secret(place, "alerting/on-call"),
      },
      {
        kind: "slack",
        name: "chat",
        severities: ["warning"],
        webhookUrlSecretArn: secret(place, "alerting/chat"),
      },
      {
        kind: "email",
        name: "list",
        severities: ["info"],
        to: ["platform@example.com"],
        from: "langfuse@example.com",
        relay: {
          host: "smtp.example.com",
          username: "langfuse",
          passwordSecretArn: secret(place, "alerting/mail"),
        },
      },
      {
        kind: "sns",
        name: "topic",
        severities: ["critical"],
        topicArn: `arn:aws:sns:${place.region}:${place.accountId}:alerts`,
      },
    ],
    deadMansSwitch: { urlSecretArn: secret(place, "alerting/dead-mans-switch") },
  };
}

/** On the load balancer, if one of the providers can say to Grafana who somebody is. */
function grafana(
  { sso: providers, grafanaViewers }: Applications,
  place: Place,
): EnvironmentInput["grafana"] {
  const provider = providers.find(
    (some) => some.kind !== "workos" && !(some.kind === "cognito" && some.pool.kind === "create"),
  );
  if (!provider || !grafanaViewers) return { exposure: "port-forward" };
  const endpoint = "https://login.example.com/endpoint";
  return {
    exposure: "load-balancer",
    domain: `grafana.${place.domain}`,
    certificate: { kind: "create" },
    signIn: {
      provider: provider.kind,
      clientId: "grafana",
      clientSecretArn: secret(place, "sso/grafana"),
      clientSecretExpires: "2027-03-01",
      ...(provider.kind === "oidc" || provider.kind === "cognito"
        ? { endpoints: { authorization: endpoint, token: endpoint, userInfo: endpoint } }
        : {}),
      groupsClaim: "groups",
      viewers: grafanaViewers,
      editors: ["platform"],
    },
  };
}
