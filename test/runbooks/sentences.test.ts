import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const OPERATIONS = join(ROOT, "charts-values", "operations");

/** Alerts about our own jobs, and the scripts by whose sentences their pages tell the causes apart. */
const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  BackupCopyStale: ["backup-verify.sh"],
  BackupStale: ["backup-verify.sh", "clickhouse-backup.sh"],
  PostgresRestoreDrillFailed: ["restore-drill-postgres.sh"],
  RegionCopyMissing: ["backup-copies.sh"],
  RestoreDrillFailed: ["restore-drill.sh"],
};

/** What AWS and Postgres say. */
const OTHERS = /^(is not authorized|not authorized|password authentication failed|function monitor\.made.*)$/;

/** What somebody compares with a log: quoted, of several words, and not a command.
 *  @returns pieces between what differs from time to time */
function quoted(page: string): string[] {
  const causes = page.split("\n### ").slice(1);
  return causes
    .flatMap((cause) => /Recognise:(.*?)(Fix|Undo|\n\n|$)/s.exec(cause)?.[1] ?? [])
    .flatMap((text) =>
      [...text.replace(/\n/g, " ").matchAll(/`([a-z][^`$]* [^`$]*)`/g)].map(([, quote]) => quote),
    )
    .filter((quote) => quote !== undefined && !OTHERS.test(quote))
    .flatMap((quote = "") => quote.split(/ ?…|langfuse-\.\.\.-\w+|\bnone began\b|\b\d+\b/))
    .map((piece) => piece.trim())
    .filter((piece) => piece.includes(" "));
}

it.each(Object.entries(SCRIPTS))("%s quotes what its job says", (alert, scripts) => {
  const page = readFileSync(join(ROOT, "runbooks", "alerts", `${alert}.md`), "utf8");
  const said = scripts.map((script) => readFileSync(join(OPERATIONS, script), "utf8")).join("\n");
  const pieces = quoted(page);
  expect(pieces).not.toEqual([]);
  expect(pieces.filter((piece) => !said.includes(piece))).toEqual([]);
});
