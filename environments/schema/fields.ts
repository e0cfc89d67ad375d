import { z } from "zod";
import { type Network, parseNetwork } from "./ipv4";

// A schema reads three files and is done: compiling its parsers takes longer than they save.
z.config({ jitless: true });

/** Text of one form; the message says the form and an example, and is used for a wrong type too. */
export const text = (form: RegExp, message: string) => z.string({ error: message }).regex(form);

/** A 12-digit AWS account id, written as a string because it may start with zero. */
export const accountId = text(/^\d{12}$/, "must be the 12 digits of an AWS account id, in quotes");

/** A lower-case name of letters, digits and hyphens; it becomes part of every physical name. */
export const slug = text(
  /^[a-z](-?[a-z0-9]){1,11}$/,
  "must be 2 to 12 lower-case letters, digits and single hyphens, starting with a letter, because load balancer " +
    "and bucket names are built from it",
);

/** A region of the commercial partition such as `eu-west-1`; ARNs are composed as `arn:aws:`. */
export const region = text(
  /^(?!us-gov|us-iso|cn-)[a-z]{2}(-[a-z]+){1,2}-\d$/,
  "must be a commercial AWS region such as 'eu-west-1'; GovCloud, China and isolated regions have other ARNs",
);

/** A fully qualified DNS name without a trailing dot. */
export const dnsName = text(
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
  "must be a lower-case DNS name such as 'langfuse.example.com', without a scheme, port or trailing dot",
);

/** An AWS resource id of one kind, for example `resourceId("vpc")`. */
export const resourceId = (prefix: string) =>
  text(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), `must be an id such as '${prefix}-0123456789abcdef0'`);

const SECRET_ARN = /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/;

/** The full ARN of a secret. The report hides a value that is none, because people paste the secret itself. */
export const secretArn = z
  .string({
    error: "must be the ARN of a secret in Secrets Manager; runbooks/procedures/sign-in.md makes one",
  })
  .refine((value) => SECRET_ARN.test(value), {
    error:
      "must be the full ARN of a secret in Secrets Manager, with the six characters at its end, and never the secret " +
      "itself; 'aws secretsmanager list-secrets' prints ARNs",
    params: { hidden: true },
  });

/** An e-mail address, in lower case as Langfuse keeps it. */
export const email = text(
  /^[^\s@A-Z]+@[^\s@A-Z]+\.[a-z]{2,63}$/,
  "must be an e-mail address in lower case such as 'jane@example.com'",
);

/** A container image that cannot change: repository and digest. */
export const image = text(
  /^[a-z0-9][a-z0-9.-]*\.[a-z]{2,}(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+@sha256:[0-9a-f]{64}$/,
  "must be '<repository>@sha256:<64 digits>', because a tag can be moved to another image; the summary of the " +
    "workflow 'image' shows it, and 'docker buildx imagetools inspect <image>' the digest of a tag",
);

/** A list in which nothing is repeated. */
export const listOf = <Entry extends z.ZodType>(entry: Entry, message?: string) =>
  z.array(entry, { error: message }).superRefine(
    (list, context) => {
      for (const [index, value] of list.entries())
        if (list.indexOf(value) < index)
          context.addIssue({ code: "custom", path: [index], message: "is listed twice; remove one of them" });
    },
    // Zod would be silent about repetitions until every entry is sound.
    { when: ({ value }) => Array.isArray(value) },
  );

/** Whole days, within a range that AWS or the recovery design gives. */
export const days = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum);

/** A retention that CloudWatch Logs offers. */
export const logDays = z.literal([30, 60, 90, 180, 365]);

/** An IPv4 network in CIDR notation whose host bits are zero.
 *  @param refusal returns what is wrong with a network that is written correctly */
export const cidr = (refusal: (network: Network) => string | undefined) =>
  z
    .string({ error: "must be an IPv4 network such as '10.0.0.0/16', in quotes" })
    .superRefine((value, context) => {
      const network = parseNetwork(value);
      const message = typeof network === "string" ? network : refusal(network);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    });

/** Networks that may connect. A list must name somebody: two halves of the internet are nobody in particular. */
export const networks = cidr(({ prefix }) =>
  prefix < 8
    ? "lets in a large part of the internet; list the networks of your offices, VPN or clients, each /8 or smaller"
    : undefined,
);

/** Networks that may connect: a non-empty list, or the explicit word `anyone`. */
export const allowList = z.union([z.literal("anyone"), listOf(networks).min(1)], {
  error: "must be 'anyone' or a list of IPv4 networks such as ['203.0.113.0/24']",
});
