import type { Observability } from "@langfuse-aws/instrumentation";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Observer } from "../http/server";
import type { Completion, Model } from "../models";

/** What is measured of the service and of what it sends to Langfuse; nothing of what was asked. */
export class Metrics implements Observer {
  readonly registry = new Registry();
  private readonly registers = [this.registry];

  private readonly requests = new Counter({
    name: "app_requests_total",
    help: "Requests by route and status; 499 for callers who went away",
    labelNames: ["endpoint", "method", "status"],
    registers: this.registers,
  });
  private readonly latency = new Histogram({
    name: "app_request_latency_seconds",
    help: "Time to answer a request",
    labelNames: ["endpoint", "method"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: this.registers,
  });
  private readonly modelLatency = new Histogram({
    name: "app_llm_latency_seconds",
    help: "Time until the model had answered, repeated attempts included",
    labelNames: ["model"],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60],
    registers: this.registers,
  });
  private readonly inProgress = new Gauge({
    name: "app_requests_in_progress",
    help: "Requests that are being handled",
    registers: this.registers,
  });
  private readonly tokens = new Counter({
    name: "app_llm_tokens_used",
    help: "Tokens that the model counted, of questions and answers",
    registers: this.registers,
  });

  constructor(observability: Observability) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: "langfuse_client_items",
      help: "Spans and scores since the start: delivered to Langfuse, dropped, and queued now",
      labelNames: ["kind", "state"],
      registers: this.registers,
      collect() {
        const { traces, scores } = observability.health;
        for (const [kind, counts] of Object.entries({ traces, scores }))
          for (const state of ["queued", "delivered", "dropped"] as const)
            this.set({ kind, state }, counts[state]);
      },
    });
  }

  started(): void {
    this.inProgress.inc();
  }

  ended({ endpoint, method, status, seconds }: Parameters<Observer["ended"]>[0]): void {
    this.inProgress.dec();
    this.requests.inc({ endpoint, method, status: String(status) });
    this.latency.observe({ endpoint, method }, seconds);
  }

  /** The same model, measured. */
  measured(model: Model): Model {
    const { name } = model;
    return {
      name,
      complete: async (messages, signal): Promise<Completion> => {
        const end = this.modelLatency.startTimer({ model: name });
        try {
          const completion = await model.complete(messages, signal);
          this.tokens.inc(completion.usage?.total ?? 0);
          return completion;
        } finally {
          end();
        }
      },
    };
  }
}
