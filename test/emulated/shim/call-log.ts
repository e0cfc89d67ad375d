import { appendFileSync } from "node:fs";
import type { Layer } from "./call";

/** Writes one line for each call: when it was answered, with what status, and what was asked. */
export function callLog(file: string): Layer {
  return async (call, next) => {
    const reply = await next(call);
    const time = new Date().toISOString();
    appendFileSync(file, `${time} ${reply.status} ${call.service} ${call.operation}\n`);
    return reply;
  };
}
