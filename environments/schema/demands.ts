import { z } from "zod";
import { productionAlerting } from "./alerting-rules";

/** What an environment owes because of what it promises, told as a stricter schema of some of its fields. */
export interface Demand {
  /** Matches the environments that give the promise. */
  readonly promise: z.ZodType;
  readonly owes: z.ZodType;
}

const atLeast = (minimum: number, reason: string) =>
  z.number().min(minimum, `must be at least ${minimum} ${reason}`);

const exactly = (value: string | boolean, reason: string) =>
  z.literal(value, {
    error: `must be ${typeof value === "string" ? `'${value}'` : value} in production${reason}`,
  });

const steady = z.string().regex(/^(?!(db|cache)\.t\d)/, {
  error: "is burstable and stalls when its CPU credits are spent; production runs on classes m or r",
});

const LATE = "in production, because some losses are noticed at the month's end";

/** What people may expect who depend on the environment. */
const production = z.object({
  protectData: exactly(true, ", or one wrong 'destroy' ends it"),
  network: z.object({ logDays: atLeast(90, "in production, because intruders are found weeks later") }),
  edge: z.object({
    interfaceAllowList: z.array(z.string(), {
      error: "must list networks in production; 'anyone' is for ingestion, which only accepts project keys",
    }),
  }),
  postgres: z.object({
    instanceClass: steady,
    standby: exactly(true, ", or a lost zone stops every trace for hours"),
    backupDays: atLeast(30, LATE),
    vault: z.object({ days: atLeast(30, LATE) }),
  }),
  cache: z.object({
    nodeType: steady,
    replicas: atLeast(2, "in production, or a zone lost during an update empties the queue of traces"),
    snapshotDays: atLeast(7, "in production, because a broken queue may go unnoticed over a holiday"),
  }),
  blobs: z.object({
    backupDays: atLeast(30, LATE),
    backupLockDays: atLeast(7, "in production, or who steals a key deletes the backups first"),
  }),
  disasterRecovery: z.object(
    {},
    { error: "must name a second region in production, or whatever ends the first one ends every trace" },
  ),
  restoreDrill: exactly("monthly", ", because a backup that nobody ever restored is a hope"),
  clickhouse: z.object({
    topology: exactly("replicated", ", or a lost volume loses every trace since the last backup"),
    replicas: atLeast(3, "in production, so that one can be replaced while a zone is lost"),
    memoryGib: atLeast(16, "in production, because merges and deletes of wide traces need it"),
  }),
  langfuse: z.object({
    web: z.object({ minReplicas: atLeast(2, "in production, so that a lost node is no outage") }),
    worker: z.object({ minReplicas: atLeast(2, "in production, so that a lost node stops no queue") }),
  }),
  observability: z.object({
    retentionDays: atLeast(30, "in production, because error budgets are counted over 30 days"),
    alarmEmails: z.array(z.unknown()).min(1, {
      error: "must name somebody in production: when the cluster is gone, its own alerting is gone with it",
    }),
  }),
  alerting: productionAlerting,
  cluster: z.object({
    pools: z.object({
      general: z.object({ spot: exactly(false, ": a worker acknowledges traces before it stores them") }),
    }),
  }),
  sso: z.array(z.unknown()).min(1, {
    error: "must have an identity provider in production, so that who leaves the company loses access",
  }),
  access: z.object({
    newUsers: z.enum(["sso-users", "nobody"], {
      error: "must be 'sso-users' in production, or 'nobody'; 'anyone' lets strangers register",
    }),
    sessionMinutes: z
      .number()
      .max(
        1440,
        "must be at most 1440 in production, because who is removed at the provider stays signed in",
      ),
  }),
});

/** Services without which a pod gets no credentials, no secret, no image and leaves no log; the NAT may be out. */
const VITAL_ENDPOINTS = ["ecr.api", "ecr.dkr", "eks-auth", "kms", "logs", "secretsmanager", "sts"];

/** What people may expect of a VPC that is ours; an existing one is its owner's business. */
const productionVpc = z.object({
  network: z.object({
    vpc: z.object({ nat: exactly("per-zone", ", or one lost zone cuts off the others") }),
    interfaceEndpoints: z.array(z.string()).superRefine((endpoints, context) => {
      const missing = VITAL_ENDPOINTS.filter((service) => !endpoints.includes(service));
      if (missing.length > 0)
        context.addIssue({
          code: "custom",
          message: `must include ${missing.join(", ")} in production, so that pods start while the NAT is out`,
        });
    }),
  }),
});

/** What data deserves that must survive a mistake, in production or not. */
const protectedData = z.object({
  postgres: z.object({
    standby: z.literal(true, {
      error: "must be true where protectData is true, or a lost volume takes the last minutes with it",
    }),
    backupDays: atLeast(14, "where protectData is true"),
  }),
  cache: z.object({
    replicas: atLeast(1, "where protectData is true, or a lost node empties the queue of traces"),
  }),
  blobs: z.object({ backupDays: atLeast(7, "where protectData is true") }),
});

/** What an investigation goes through, where the trail is ours. */
const productionTrail = z.object({
  auditTrail: z.object({
    days: atLeast(365, "in production, because an audit asks for a year"),
  }),
});

/** What a production environment with a masking gateway owes, since no trace comes in without it. */
const productionGateway = z.object({
  maskingGateway: z.object({
    minReplicas: atLeast(2, "in production, or a lost node refuses every trace for a minute"),
  }),
});

const isProduction = { serviceLevel: z.literal("production") };
const isOwnVpc = { network: z.object({ vpc: z.object({ kind: z.literal("create") }) }) };
const hasGateway = { maskingGateway: z.object({ kind: z.enum(["standby", "enforced"]) }) };
const hasTrail = { auditTrail: z.object({ kind: z.literal("create") }) };
const isProtected = { serviceLevel: z.literal("best-effort"), protectData: z.literal(true) };

/** Every demand: the one source of what `serviceLevel` and `protectData` mean for other fields. */
export const demands: readonly Demand[] = [
  { promise: z.object(isProduction), owes: production },
  { promise: z.object({ ...isProduction, ...isOwnVpc }), owes: productionVpc },
  { promise: z.object({ ...isProduction, ...hasGateway }), owes: productionGateway },
  { promise: z.object({ ...isProduction, ...hasTrail }), owes: productionTrail },
  // Production owes more of the same already.
  { promise: z.object(isProtected), owes: protectedData },
];
