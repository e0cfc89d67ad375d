import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

/** Takes no new connection, lets requests end, and breaks off those that do not in time. True if none had to be. */
export async function closeWithin(server: FastifyInstance, timeoutMs: number): Promise<boolean> {
  const ended = server.close().then(() => true);
  const isClean = await Promise.race([ended, sleep(timeoutMs, false, { ref: false })]);
  if (!isClean) server.server.closeAllConnections();
  return isClean;
}
