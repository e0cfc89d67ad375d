import { z } from "zod";
import { dnsName, image, listOf, text } from "./fields";

const word = text(/\S/, "must be text that is not empty");

/** Kinds of values that are looked for; whatever is left out is looked for. */
const classes = z.strictObject({
  /** Credentials. */
  token: z.boolean().optional(),
  email: z.boolean().optional(),
  /** National ids, cards and bank accounts. */
  id: z.boolean().optional(),
  phone: z.boolean().optional(),
  /** Data URIs, which carry images and documents past every other rule. */
  media: z.boolean().optional(),
});

/** What is masked beside and below the defaults of `packages/masking`. Its labels, its list of structural keys and its
 *  names of users' ids are not here: who changes them may open everything with one word. */
const masking = z.strictObject({
  /** @default all classes */
  classes: classes.optional(),
  /** Countries whose phone numbers are known without a `+`, the likeliest first.
   *  @default Chile, its neighbours, Mexico, the United States and Spain */
  phoneCountries: listOf(
    text(/^[A-Z]{2}$/, "must be a country's two capital letters such as 'CL'"),
  ).optional(),
  /** Values that stay, such as the company's own addresses.
   *  @default nothing stays */
  allow: z
    .strictObject({ values: listOf(word).optional(), emailDomains: listOf(dnsName).optional() })
    .optional(),
  /** What the classes do not know, such as an employee's number. The whole match is replaced.
   *  @default none */
  customRules: z
    .array(
      z.strictObject({
        /** What it is called in metrics. */
        name: text(/^[a-z][a-z0-9-]{1,31}$/, "must be 2 to 32 lower-case letters, digits and hyphens"),
        /** In RE2's syntax, without look-ahead and back-references; the gateway refuses to start with another. */
        pattern: z.string().min(3).max(1000),
        /** @default the name in capitals: `[EMPLOYEE]` */
        label: text(
          /^\[[A-Z][A-Z_]{1,30}\]$/,
          "must be capitals and underscores in square brackets such as '[EMPLOYEE]'",
        ).optional(),
        /** @default false */
        ignoreCase: z.boolean().optional(),
      }),
    )
    .optional(),
  /** Names of fields whose whole value is replaced, by the class whose label it gets.
   *  @default the built-in ones alone */
  sensitiveKeys: z
    .strictObject({
      token: listOf(word).optional(),
      email: listOf(word).optional(),
      id: listOf(word).optional(),
      phone: listOf(word).optional(),
    })
    .optional(),
});

const policy = z.strictObject({
  /** For every project.
   *  @default the engine's own policy */
  masking: masking.optional(),
  /** Exceptions by a project's public key.
   *  @default none */
  projects: z
    .record(
      text(/^pk-lf-\S+$/, "must be a project's public key such as 'pk-lf-…'"),
      z.strictObject({
        /** Replaces the policy of all for this project.
         *  @default the policy of all */
        masking: masking.optional(),
        /** Lets it upload media, which go past the gateway to S3 as they are.
         *  @default false */
        media: z.boolean().optional(),
        /** Lets agents write by the Model Context Protocol; their messages are masked.
         *  @default false */
        mcp: z.boolean().optional(),
      }),
    )
    .optional(),
});

/** The masking gateway before Langfuse's write paths (`services/masking-gateway`). To add it to an installation in use
 *  without refusing a trace: deploy `standby`, look that its pods are ready, then deploy `enforced`. */
export const maskingGateway = z.discriminatedUnion("kind", [
  /** Applications write to Langfuse itself. */
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({
    /** `standby`: its pods run, and nobody is sent to them. `enforced`: the load balancer has no other way for writes;
     *  without a pod that is ready they are refused, and reads and people go on. */
    kind: z.enum(["standby", "enforced"]),
    /** Repository and digest. */
    image,
    minReplicas: z.int().min(1).max(50),
    /** The autoscaler stops here. */
    maxReplicas: z.int().min(1).max(100),
    /** Virtual CPUs reserved for each pod, one of which masks small bodies and the others large ones. Masking takes one
     *  CPU for 10 to 20 MB a second. */
    cpus: z.number().min(0.5).max(16),
    /** Memory of each pod, in GiB. An eighth of it holds bodies; what comes beyond is told to send again. */
    memoryGib: z.int().min(1).max(32),
    /** What becomes of users' ids. `hmac`: a keyed hash, so that users can be counted and not be named; its key is made
     *  once and stays, because another key makes new users of all. `drop`: nothing. `keep`: what other text becomes. */
    userIds: z.enum(["hmac", "drop", "keep"]),
    policy,
    /** Langfuse's workers hand every batch of traces to the gateway once more before they store it, and drop what it
     *  does not answer. For what comes in past the gateway; needs an enterprise license. */
    enterpriseCallback: z.boolean(),
  }),
]);
