import { isIPv4 } from "node:net";
import { z } from "zod";

/** A 12-digit AWS account id, written as a string because it may start with zero. */
export const accountId = z.string().regex(/^\d{12}$/, "must be a 12-digit AWS account id, in quotes");

/** A lower-case name of letters, digits and hyphens; it becomes part of every physical name. */
export const slug = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]*[a-z0-9]$/,
    "must be lower-case letters, digits and hyphens, starting with a letter",
  )
  .max(12, "must have at most 12 characters, because S3 and load balancer names are short");

/** An AWS region such as `eu-west-1`. */
export const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be an AWS region such as 'eu-west-1'");

/** A fully qualified DNS name without a trailing dot. */
export const dnsName = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    "must be a lower-case DNS name such as 'langfuse.example.com', without a scheme, port or trailing dot",
  );

/** An IPv4 network in CIDR notation whose host bits are zero. */
export const cidr = z.string().superRefine((value, context) => {
  const problem = cidrProblem(value);
  if (problem) context.addIssue({ code: "custom", message: problem });
});

/** An ARN of one AWS service, for example `arnOf("iam")`. */
export const arnOf = (service: string) =>
  z
    .string()
    .regex(
      new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:(\\d{12})?:.+$`),
      `must be the ARN of ${service}`,
    );

/** An AWS resource id of one kind, for example `resourceId("vpc")`. */
export const resourceId = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), `must be an id such as '${prefix}-0123456789abcdef0'`);

/** Whole days, within a range that AWS or the recovery design gives. */
export const days = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum);

/** A retention that CloudWatch Logs offers. */
export const logDays = z.union([30, 60, 90, 180, 365].map((value) => z.literal(value)));

/** Networks that may connect: a non-empty list, or the explicit word `anyone`. */
export const allowList = z.union([z.literal("anyone"), z.array(cidr).min(1)], {
  error: "must be 'anyone' or a non-empty list of IPv4 networks such as ['203.0.113.0/24']",
});

/** First address and size of an IPv4 network; the input must have passed {@link cidr}. */
export function addressRange(network: string): { readonly first: number; readonly size: number } {
  const [address = "", prefix = ""] = network.split("/");
  const first = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return { first, size: 2 ** (32 - Number(prefix)) };
}

function cidrProblem(value: string): string | undefined {
  const [address = "", prefix, ...rest] = value.split("/");
  if (rest.length > 0 || !isIPv4(address) || !prefix || !/^([0-9]|[12][0-9]|3[0-2])$/.test(prefix))
    return `must be an IPv4 network such as '10.0.0.0/16', not '${value}'`;
  const { first, size } = addressRange(value);
  return first % size === 0 ? undefined : `'${value}' has host bits set; write the network's first address`;
}
