import { z } from "zod";

/** What an environment owes because of what it promises, told as a stricter schema of some of its fields. */
export interface Demand {
  /** Matches the environments that give the promise. */
  readonly promise: z.ZodType;
  readonly owes: z.ZodType;
}

/** Services without which a pod gets no credentials, no secret, no image and leaves no log; the NAT may be out. */
const VITAL_ENDPOINTS = ["ecr.api", "ecr.dkr", "eks-auth", "kms", "logs", "secretsmanager", "sts"];

const atLeast = (minimum: number, message: string) => z.number().min(minimum, message);
const steady = z.string().regex(/^(?!(db|cache)\.t\d)/, {
  error: "is burstable and stalls when its CPU credits are spent; production runs on classes m or r",
});

/** What people may expect who depend on the environment. */
const production = z.object({
  protectData: z.literal(true, { error: "must be true in production, or one wrong 'destroy' ends it" }),
  network: z.object({
    vpc: z.object({
      nat: z
        .literal("per-zone", {
          error: "must be 'per-zone' in production, or one lost zone cuts off the others",
        })
        .optional(),
    }),
    interfaceEndpoints: z.array(z.string()).superRefine((endpoints, context) => {
      const missing = VITAL_ENDPOINTS.filter((service) => !endpoints.includes(service));
      if (missing.length > 0)
        context.addIssue({
          code: "custom",
          message: `must include ${missing.join(", ")} in production, so that pods start while the NAT is out`,
        });
    }),
    logDays: atLeast(90, "must be at least 90 in production, because intruders are found weeks later"),
  }),
  edge: z.object({
    interfaceAllowList: z.array(z.string(), {
      error: "must list networks in production; 'anyone' is for ingestion, which only accepts project keys",
    }),
  }),
  postgres: z.object({
    instanceClass: steady,
    standby: z.literal(true, {
      error: "must be true in production, or a lost zone stops every trace for hours",
    }),
    backupDays: atLeast(
      30,
      "must be at least 30 in production, because some losses are noticed at the month's end",
    ),
  }),
  cache: z.object({
    nodeType: steady,
    replicas: atLeast(1, "must be at least 1 in production, or a lost node empties the queue of traces"),
    snapshotDays: atLeast(7, "must be at least 7 in production"),
  }),
  blobs: z.object({
    backupDays: atLeast(
      30,
      "must be at least 30 in production, because some losses are noticed at the month's end",
    ),
    backupLockDays: atLeast(
      7,
      "must be at least 7 in production, or who steals a key deletes the backups first",
    ),
  }),
  cluster: z.object({
    pools: z.object({
      general: z.object({
        spot: z.literal(false, {
          error: "must be false in production: a worker has acknowledged traces that it has not stored yet",
        }),
      }),
    }),
  }),
});

/** What data deserves that must survive a mistake, in production or not. */
const protectedData = z.object({
  postgres: z.object({ backupDays: atLeast(7, "must be at least 7 where protectData is true") }),
  cache: z.object({ snapshotDays: atLeast(1, "must be at least 1 where protectData is true") }),
  blobs: z.object({ backupDays: atLeast(7, "must be at least 7 where protectData is true") }),
});

/** Every demand: the one source of what `serviceLevel` and `protectData` mean for other fields. */
export const demands: readonly Demand[] = [
  { promise: z.object({ serviceLevel: z.literal("production") }), owes: production },
  // Production owes more of the same already.
  {
    promise: z.object({ serviceLevel: z.literal("best-effort"), protectData: z.literal(true) }),
    owes: protectedData,
  },
];
