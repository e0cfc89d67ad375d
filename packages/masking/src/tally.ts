/** Counts what a masker replaced, by class (`email`, `phone`, `id`, `token`, `media`, `user`, or the name of a custom
 *  rule), and what it could not process. One tally per request, or one for ever: it only grows. */
export class Tally {
  private readonly counts = new Map<string, number>();
  /** Values that became `[MASKING_ERROR]`. */
  failed = 0;

  add(name: string, count = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }

  /** Replacements by class; a class that was not met has no entry. */
  get replaced(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counts);
  }

  /** Replacements of all classes. */
  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }
}
