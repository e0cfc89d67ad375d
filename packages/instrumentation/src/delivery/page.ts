/** Enough for some forty spans, and handed over in some microseconds. */
const USUAL_BYTES = 2 ** 16;

/** Texts that wait to be sent, in memory that threads share. On the heap each collection of garbage that they lived through
 *  would copy them, while the service stands still: with a second's spans, for some milliseconds. */
export interface Page {
  readonly memory: Uint8Array;
  /** Where each text ends. */
  readonly ends: readonly number[];
}

/** A page that is being written. */
export class OpenPage implements Page {
  readonly memory: Buffer;
  readonly ends: number[] = [];

  /** With room for a text of so many bytes, at least. */
  constructor(bytes: number) {
    this.memory = Buffer.from(new SharedArrayBuffer(Math.max(bytes, USUAL_BYTES)));
  }

  get bytes(): number {
    return this.ends.at(-1) ?? 0;
  }

  hasRoom(bytes: number): boolean {
    return this.bytes + bytes <= this.memory.length;
  }

  add(text: string): void {
    this.ends.push(this.bytes + this.memory.write(text, this.bytes));
  }
}

/** What was written on a page, in order. */
export function* textsOf({ memory, ends }: Page): Generator<string> {
  const buffer = Buffer.from(memory.buffer, memory.byteOffset, memory.length);
  for (const [index, end] of ends.entries()) yield buffer.toString("utf8", ends[index - 1] ?? 0, end);
}
