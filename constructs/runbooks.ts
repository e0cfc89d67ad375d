import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where people read the folder `runbooks`.
 *  @param repository on GitHub, as `owner/name` or `owner@id/name@id` */
export function runbooksUrl(repository: string): string {
  return `https://github.com/${repository.replaceAll(/@\d+/g, "")}/blob/main/runbooks`;
}

/** Where the repository says what to do when an alert fires. */
export function runbookOf(alert: string): string {
  return `runbooks/alerts/${alert}.md`;
}

/** Whether there is a page to link to.
 *  @param file as {@link runbookOf} names it */
export function isWritten(file: string): boolean {
  return existsSync(join(__dirname, "..", file));
}
