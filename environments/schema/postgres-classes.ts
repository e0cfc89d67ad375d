/** Connections that RDS allows by default: one for each 9,531,392 bytes, at most 5,000. A tenth of the memory is taken by
 *  the operating system and RDS before they are counted.
 *  https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html (2026-11) */
export function maxConnections(instanceClass: string): number {
  return Math.min(5_000, Math.floor((memoryGib(instanceClass) * 0.9 * 2 ** 30) / 9_531_392));
}

/** Memory of an RDS class that the schema takes, in GiB. */
function memoryGib(instanceClass: string): number {
  const [, family = "", size = ""] = instanceClass.split(".");
  if (size === "medium") return 4;
  const large = family.startsWith("r") ? 16 : 8;
  return size === "large" ? large : 2 * large * Number(size.replace("xlarge", "") || 1);
}
