/** What is found about a trace or an observation. */
export interface Score {
  readonly name: string;
  /** A boolean makes a BOOLEAN score, a number a NUMERIC, a text a CATEGORICAL one. */
  readonly value: boolean | number | string;
  /** Masked, as `metadata` is. */
  readonly comment?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The score config that Langfuse checks the value by. */
  readonly configId?: string;
}

/** What a score is about. */
export interface ScoreTarget {
  readonly traceId: string;
  /** @default the trace as a whole */
  readonly observationId?: string;
}
