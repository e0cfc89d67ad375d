import type { Report } from "../support/report";

/** A disaster that is brought about and mended, with real engines. */
export interface Drill {
  /** One word; also the argument that runs this drill alone. */
  readonly name: string;
  /** What this machine lacks for it, each with its remedy. */
  readonly missing: () => readonly string[];
  /** @param folder - of its own, empty, removed afterwards */
  readonly run: (report: Report, folder: string) => Promise<void>;
}
