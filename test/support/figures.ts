import { createSocket } from "node:dgram";
import { once } from "node:events";
import { setTimeout as pause, setImmediate as read } from "node:timers/promises";

/** Runs a job that reports figures, and hears them.
 *  @param run - is given the variables that say where figures go
 *  @returns the figures too, as lines of StatsD; each once, because a job sends it three times */
export async function hearingFigures<T>(
  run: (variables: Readonly<Record<string, string>>) => T | Promise<T>,
): Promise<{ readonly outcome: T; readonly lines: readonly string[] }> {
  const socket = createSocket("udp4");
  const lines = new Set<string>();
  socket.on("message", (message) => lines.add(message.toString()));
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  try {
    const port = String(socket.address().port);
    const outcome = await run({ FIGURES_HOST: "127.0.0.1", FIGURES_PORT: port });
    // What was sent while nobody here listened is read now.
    await pause(50);
    // On a busy machine those milliseconds are over before the socket was looked at once; this comes after a look.
    await read();
    return { outcome, lines: [...lines] };
  } finally {
    socket.close();
  }
}
