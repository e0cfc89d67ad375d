import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { createConnection, createServer } from "node:net";
import { delimiter, join } from "node:path";

/** A program that listens on a port of this machine. */
export interface Server {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Starts Valkey's cousin without a file of its own; everything in it is gone when it stops. */
export function startRedis(folder: string): Promise<Server> {
  return startServer("redis-server", (port) => [
    ...["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder],
    ...["--save", "", "--appendonly", "no"],
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

/** Whether a program can be run by its name. */
export function isInstalled(program: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
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

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
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
