import { type Context, createContextKey } from "@opentelemetry/api";
import { type Sampler, SamplingDecision, type SamplingResult } from "@opentelemetry/sdk-trace-base";
import { z } from "zod";

const share = z.number().min(0, "must be 0 (none) to 1 (all)").max(1, "must be 0 (none) to 1 (all)");

/** What is monitored: shares of traces from 0, none, to 1, all. Its schema, so that a service can read it from a file
 *  that all services share. */
export const monitoring = z.strictObject({
  /** Of services and clients that are not named below; 0 makes monitoring something one opts into. */
  default: share.default(1),
  /** By the name that a service gives to `initObservability`. 0 switches it off, whoever the client is. */
  services: z.record(z.string(), share).default({}),
  /** By the `client` of a trace; stands above the service's share. */
  clients: z.record(z.string(), share).default({}),
});
export type Monitoring = z.input<typeof monitoring>;

const CLIENT = createContextKey("langfuse-aws client");

/** Decides by the trace's id, and so alike for all of its spans and in every service with the same shares. */
export class MonitoringSampler implements Sampler {
  private readonly serviceShare: number;
  private readonly clients: ReadonlyMap<string, number>;

  constructor({ default: usual, services, clients }: z.output<typeof monitoring>, service: string) {
    this.serviceShare = new Map(Object.entries(services)).get(service) ?? usual;
    const isOff = Object.hasOwn(services, service) && this.serviceShare === 0;
    this.clients = new Map(isOff ? [] : Object.entries(clients));
  }

  /** Whether a trace of a client is sent. */
  includes(traceId: string, client: string | undefined): boolean {
    const share = this.clients.get(client ?? "") ?? this.serviceShare;
    return Number.parseInt(traceId.slice(-8), 16) / 2 ** 32 < share;
  }

  shouldSample(context: Context, traceId: string): SamplingResult {
    const isIncluded = this.includes(traceId, clientOf(context));
    return { decision: isIncluded ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
  }

  toString(): string {
    return "MonitoringSampler";
  }
}

export function withClient(context: Context, client: string | undefined): Context {
  return client === undefined ? context : context.setValue(CLIENT, client);
}

export function clientOf(context: Context): string | undefined {
  const client = context.getValue(CLIENT);
  return typeof client === "string" ? client : undefined;
}
