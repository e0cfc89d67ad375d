/** Thrown after a failed step was reported, so that whatever builds on it is left out. */
export class StepFailed extends Error {}

/** One line for each step, and the count at the end. */
export class Report {
  private passed = 0;
  private failed = 0;

  /** Runs a step that later steps build on.
   *  @throws {StepFailed} when it failed; the reason was printed */
  async step<T>(subject: string, name: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      const result = await work();
      this.passed += 1;
      this.line("ok", start, subject, name);
      return result;
    } catch (error) {
      this.failed += 1;
      this.line("FAIL", start, subject, name);
      process.stdout.write(`${indent(error instanceof Error ? error.message : String(error))}\n`);
      throw new StepFailed(`${subject} ${name}`);
    }
  }

  /** Runs a check on which nothing builds: a failure is counted and the run goes on. */
  async check(subject: string, name: string, work: () => void | Promise<void>): Promise<void> {
    try {
      await this.step(subject, name, async () => work());
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
    }
  }

  /** Prints the last line and says whether everything passed. */
  finish(): boolean {
    process.stdout.write(`\n${this.passed} passed, ${this.failed} failed\n`);
    return this.failed === 0;
  }

  private line(verdict: "ok" | "FAIL", start: number, subject: string, name: string): void {
    const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
    process.stdout.write(`${verdict.padEnd(4)} ${seconds} s  ${subject.padEnd(13)} ${name}\n`);
  }
}

function indent(text: string): string {
  return text.replace(/^/gm, "       ");
}
