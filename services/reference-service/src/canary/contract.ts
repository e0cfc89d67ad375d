/** The parts of a probe, and how each can end: the values of `result` in the metrics. The README is the contract. */
export const STAGES = {
  api: ["success", "timeout", "error"],
  prompt: ["success", "timeout", "error", "missing"],
  export: ["success", "timeout", "refused"],
  trace: ["success", "timeout", "error", "skipped"],
  masking: ["success", "timeout", "error", "leak", "label_missing", "skipped"],
  score: ["success", "timeout", "error", "skipped"],
} as const;

export type Stage = keyof typeof STAGES;
export type Result<Of extends Stage = Stage> = (typeof STAGES)[Of][number];

/** How a stage ended. */
export interface Outcome<Of extends Stage = Stage> {
  readonly stage: Of;
  readonly result: Result<Of>;
  /** From where the README says. */
  readonly seconds: number;
  /** For the log: what one has to know to mend it; never a payload. */
  readonly detail?: Readonly<Record<string, unknown>>;
}
