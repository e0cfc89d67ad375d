import { type ChildProcess, spawn } from "node:child_process";
import { createConnection } from "node:net";
import { freePort } from "../support/free-port";

/** A program that listens on a port of this machine. */
export interface Server {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Starts Valkey's cousin without a file of its own; everything in it is gone when it stops.
 *  @param options - more words of its command line */
export function startRedis(folder: string, options: readonly string[] = []): Promise<Server> {
  return startServer("redis-server", (port) => [
    ...["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder],
    ...["--save", "", "--appendonly", "no"],
    ...options,
  ]);
}

/** Starts the exporter that Debian packages, which knows one script and no flag for reading only. */
export function startExporter(redis: Server, script: string): Promise<Server> {
  return startServer("prometheus-redis-exporter", (port) => [
    `-redis.addr=redis://127.0.0.1:${redis.port}`,
    `-web.listen-address=127.0.0.1:${port}`,
    `-script=${script}`,
  ]);
}

async function startServer(program: string, command: (port: number) => string[]): Promise<Server> {
  const port = await freePort();
  const child = spawn(program, command(port), { stdio: ["ignore", "ignore", "inherit"] });
  const failure = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${program} ended with ${code}`)));
  });
  // It ends in any case, when it is stopped at the latest.
  failure.catch(() => undefined);
  await Promise.race([listening(port), failure]);
  return { port, stop: () => stop(child) };
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ port, host: "127.0.0.1" });
      socket.once("connect", () => resolve(socket.destroy() !== undefined));
      socket.once("error", () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing listens on port ${port} after ten seconds`);
}
