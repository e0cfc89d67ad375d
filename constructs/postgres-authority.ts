import type { Volume, VolumeMount } from "./job-pod";
import { variables } from "./pod-environment";

/** Which of RDS's authorities signs the certificate of the server, by its name there. Each region has one of that kind of
 *  its own, until 2061, which `environments/schema/postgres-authority.ts` finds.
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
 *  @param certificate of that authority, as PEM; public */
export function postgresAuthority({ namespace, certificate }: { namespace: string; certificate: string }) {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: NAME, namespace },
    data: { [FILE]: certificate },
  } as const;
}
