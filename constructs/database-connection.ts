import { VERIFIED_BY_PRISMA } from "./postgres-authority";

/** Arguments of the URL by which programs of Langfuse reach Postgres, as query strings. */
export interface DatabaseArgs {
  /** Of the pods that serve and work. */
  readonly pods: string;
  /** Of the job that changes the schema, where a statement takes as long as it takes. */
  readonly migration: string;
}

/** Seconds after which a statement without an answer is given up. Prisma has no such limit by itself, and a host that is
 *  lost in a failover tells nobody: every connection that waits for it would be kept from the pool until the network gives
 *  up, after a quarter of an hour. No answer of web is waited for as long (the load balancer's 90 s), and when a failover
 *  has taken its two minutes the pool is whole again. `npm run test:drills -- postgres-failover` shows both.
 *
 *  More than the 15 s after which Prisma's pool asks a connection whether it lives: one that was given up comes back into the
 *  pool, and must not go out again unasked. */
const SOCKET_TIMEOUT_SECONDS = 100;

/** Encrypted, to the server that is meant, and no more connections than the arithmetic of the schema allows. What is not
 *  named is Prisma's default, such as 5 s to connect and 10 s for a place in the pool.
 *  https://www.prisma.io/docs/v6/orm/prisma-client/setup-and-configuration/databases-connections/connection-pool (2026-11)
 *  @param connectionLimit - of one pod */
export function databaseArgs(connectionLimit: number): DatabaseArgs {
  const migration = `${VERIFIED_BY_PRISMA}&connection_limit=${connectionLimit}`;
  return { migration, pods: `${migration}&socket_timeout=${SOCKET_TIMEOUT_SECONDS}` };
}
