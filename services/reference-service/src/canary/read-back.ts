import type { Api } from "./api";
import { itemsOf, type Shown } from "./inspection";
import { SCORES } from "./trace";
import { type Pauses, until } from "./waiting";

/** What could be read, whole or not, and how that ended. */
export interface ReadBack {
  readonly result: "success" | "timeout" | "error";
  readonly items: readonly Shown[];
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface Reading {
  readonly api: Api;
  readonly traceId: string;
  readonly pauses: Pauses;
  readonly signal: AbortSignal;
}

/** Clocks of two machines differ, and Langfuse looks in the partitions of this time only. */
const EARLIER_MS = 10 * 60_000;

/** Reads a trace until observations of all these types are there. */
export function readTrace(reading: Reading, types: readonly string[]): Promise<ReadBack> {
  const query = {
    traceId: reading.traceId,
    fields: "core,basic,io,metadata,trace_context",
    fromStartTime: new Date(Date.now() - EARLIER_MS).toISOString(),
    limit: "100",
  };
  return readBack(reading, {
    read: () => reading.api.get("/api/public/v2/observations", query, reading.signal),
    isWhole: (items) => types.every((type) => items.some((item) => item.type === type)),
  });
}

/** Reads the scores of a trace until all of them are there, with their values. */
export function readScores(reading: Reading): Promise<ReadBack> {
  const query = { traceId: reading.traceId, fields: "details,subject", limit: "100" };
  return readBack(reading, {
    read: () => reading.api.get("/api/public/v3/scores", query, reading.signal),
    isWhole: (items) =>
      SCORES.every((name) => items.some((item) => item.name === name && Number(item.value) === 1)),
  });
}

interface Source {
  readonly read: () => Promise<unknown>;
  readonly isWhole: (items: readonly Shown[]) => boolean;
}

async function readBack({ pauses, signal }: Reading, { read, isWhole }: Source): Promise<ReadBack> {
  let items: readonly Shown[] = [];
  const attempt = async () => {
    items = itemsOf(await read());
    return isWhole(items) || undefined;
  };
  const waited = await until(attempt, { pauses, signal });
  return waited.result === "success" ? { result: "success", items } : { ...waited, items };
}
