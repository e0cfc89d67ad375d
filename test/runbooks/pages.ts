import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "..", "..", "runbooks");

/** A page for people, as tests read it. */
export interface Page {
  /** Below `runbooks`, for example `alerts/ValkeyDown.md`. */
  readonly file: string;
  readonly text: string;
  readonly title: string;
  /** Headings of the second level, in order, with what stands below each. */
  readonly sections: readonly { readonly heading: string; readonly body: string }[];
  readonly fences: readonly { readonly language: string; readonly code: string }[];
}

/** Every page of a folder below `runbooks`, by name. */
export function pagesOf(folder: "account" | "alerts" | "procedures"): Page[] {
  return readdirSync(join(FOLDER, folder))
    .sort()
    .map((file) => page(`${folder}/${file}`));
}

/** @param file below `runbooks` */
export function page(file: string): Page {
  const text = readFileSync(join(FOLDER, file), "utf8");
  const parts = withoutComments(text).split(/^## /m);
  return {
    file,
    text,
    title: /^# (.+)\n/.exec(text)?.[1] ?? "",
    sections: parts.slice(1).map((part) => {
      const [heading = "", ...body] = part.split("\n");
      return { heading, body: body.join("\n").trim() };
    }),
    fences: [...text.matchAll(/^ *```(\w*)\n([\s\S]*?)^ *```$/gm)].map(([, language = "", code = ""]) => ({
      language,
      code,
    })),
  };
}

/** Pages that were made for incidents: the start, one for each alert and for each event of the account, what they send
 *  people to, and the drills. */
export function incidentPages(): Page[] {
  const start = page("README.md");
  const alerts = [...pagesOf("alerts"), ...pagesOf("account")];
  const linked = new Set(
    [start, ...alerts].flatMap(({ text }) =>
      [...text.matchAll(/\((?:\.\.\/)?(procedures\/[\w-]+\.md)/g)].map(([, file = ""]) => file),
    ),
  );
  return [start, ...alerts, ...[...linked].sort().map(page), page("../acceptance/README.md")];
}

/** Of all fences in the shell's language. */
export function commands({ fences }: Page): string {
  return fences.flatMap(({ language, code }) => (language === "sh" ? [code] : [])).join("\n");
}

/** A `#` in a fence is a comment and no heading. */
function withoutComments(text: string): string {
  return text.replace(/^ *```[\s\S]*?^ *```$/gm, (fence) => fence.replace(/^#/gm, " #"));
}
