import { Refusal } from "../refusal";
import type { Policies } from "../settings";
import { type Masked, maskDocument, type Task } from "./document";
import { Maskers } from "./maskers";
import { Pool } from "./pool";

export type { Format, Masked, Task } from "./document";

export interface MaskingProps {
  readonly policies: Policies;
  /** The compiled `worker.ts`. */
  readonly workerFile: string;
  readonly threads: number;
  /** From here on a thread does it. */
  readonly thresholdBytes: number;
  readonly timeoutMs: number;
}

/** Masks bodies: small ones at once, large ones in threads. */
export class Masking {
  private readonly maskers: Maskers;
  private readonly pool: Pool;

  constructor(private readonly props: MaskingProps) {
    this.maskers = new Maskers(props.policies);
    this.pool = new Pool({ ...props, file: props.workerFile });
  }

  /** Whether bodies of every size can be masked. */
  get isReady(): boolean {
    return this.pool.isReady;
  }

  /** @throws Refusal `unparsable` when the body is at fault, another one when we are */
  async mask(task: Task, body: Uint8Array): Promise<Masked> {
    const masked =
      body.length < this.props.thresholdBytes
        ? maskDocument(this.maskers, task, body)
        : await this.pool.mask(task, body);
    if (masked.outcome === "malformed") throw new Refusal("unparsable");
    if (masked.outcome === "failed") throw new Refusal("masking_failed");
    return masked;
  }

  async close(): Promise<void> {
    await this.pool.close();
  }
}
