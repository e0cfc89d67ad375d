/** Seconds after which the pool of Prisma's engine asks a connection whether it lives before it hands it out: `postgresql.rs`
 *  of `sql-query-connector` in prisma/prisma-engines, read for 6.19. */
export const POOL_CHECK_SECONDS = 15;
