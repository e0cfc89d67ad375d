import type { FastifyInstance } from "fastify";

/** Where a server listens; 0 until it does. */
export function portOf({ server }: FastifyInstance): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
