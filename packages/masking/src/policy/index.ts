import { z } from "zod";
import { customRule } from "./custom-rules";
import { STRUCTURAL_KEYS } from "./structural-keys";

/** The classes that come with the engine. */
export const CLASSES = ["token", "email", "id", "phone", "media"] as const;
export type MaskingClass = (typeof CLASSES)[number];

/** What stands for a value that could not be processed. */
export const MASKING_ERROR = "[MASKING_ERROR]";

const label = z
  .string()
  .regex(/^\[[A-Z][A-Z_]{1,30}\]$/, "must be capitals and underscores in square brackets such as '[EMAIL]'");

const words = z.array(z.string().min(1)).readonly();

const userId = z.discriminatedUnion("action", [
  /** Like any other text: opaque ids stay, addresses and numbers in them are replaced. */
  z.strictObject({ action: z.literal("keep") }),
  /** A keyed hash, the same for the same user: users can be counted and compared, and not be named. */
  z.strictObject({
    action: z.literal("hmac"),
    /** Who has it can try out user ids: keep it as a secret. Another key makes other users of all. */
    key: z.string().min(32, "must have at least 32 characters; make it with 'openssl rand -base64 32'"),
  }),
  /** Nothing is left of it. */
  z.strictObject({ action: z.literal("drop") }),
]);

/** What is masked and how; every part may be left out. Its schema, so that a service can read it from a file. */
export const maskingPolicy = z
  .strictObject({
    /** Classes that are looked for.
     *  @default all */
    classes: z
      .strictObject({
        token: z.boolean().default(true),
        email: z.boolean().default(true),
        id: z.boolean().default(true),
        phone: z.boolean().default(true),
        /** Data URIs, which would carry images and documents past every other rule. */
        media: z.boolean().default(true),
      })
      .prefault({}),
    /** What replaces a value of a class. */
    labels: z
      .strictObject({
        token: label.default("[TOKEN]"),
        email: label.default("[EMAIL]"),
        id: label.default("[ID]"),
        phone: label.default("[PHONE]"),
        media: label.default("[MEDIA]"),
      })
      .prefault({}),
    /** Countries whose phone numbers are known without a `+`, the likeliest first. National ids are known of all.
     *  @default Chile, its neighbours, Mexico, the United States and Spain */
    phoneCountries: z
      .array(z.string().regex(/^[A-Z]{2}$/, "must be a country's two capital letters such as 'CL'"))
      .default(["CL", "AR", "PE", "BR", "CO", "MX", "UY", "EC", "PY", "BO", "US", "ES"]),
    /** Values that stay, such as the company's own addresses and numbers. */
    allow: z
      .strictObject({
        /** Compared without case, spaces and punctuation.
         *  @default none */
        values: words.default([]),
        /** Addresses of these domains stay, not of domains below them.
         *  @default none */
        emailDomains: words.default([]),
      })
      .prefault({}),
    /** @default none */
    customRules: z.array(customRule).default([]),
    userId: userId.default({ action: "keep" }),
    /** Names of what holds the user's id, exactly. */
    userIdKeys: words.default(["user.id", "langfuse.user.id", "enduser.id", "userId", "user_id"]),
    /** Attributes that are left alone, instead of the built-in list: `[...STRUCTURAL_KEYS, "mine.*"]`. */
    structuralKeys: words.default(STRUCTURAL_KEYS),
    /** Names whose whole value is replaced, besides the built-in ones.
     *  @default none */
    sensitiveKeys: z
      .strictObject({
        token: words.default([]),
        email: words.default([]),
        id: words.default([]),
        phone: words.default([]),
      })
      .prefault({}),
  })
  .superRefine(({ labels, customRules }, context) => {
    const names = customRules.map(({ name }) => name);
    const taken = names.filter(
      (name, index) => names.indexOf(name) !== index || name in labels || name === "user",
    );
    for (const name of taken)
      context.addIssue({
        code: "custom",
        path: ["customRules"],
        message: `'${name}' is taken; call the rule otherwise`,
      });
  });

/** As written: whatever is left out has its default. */
export type MaskingPolicy = z.input<typeof maskingPolicy>;
/** As read: complete. */
export type ResolvedPolicy = z.output<typeof maskingPolicy>;

/** The policy with its defaults.
 *  @throws Error that names every field that is wrong, and what it has to be */
export function resolvePolicy(policy: MaskingPolicy): ResolvedPolicy {
  const result = maskingPolicy.safeParse(policy);
  if (result.success) return result.data;
  throw new Error(`the masking policy is invalid:\n${z.prettifyError(result.error)}`);
}
