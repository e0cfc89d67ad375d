import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "../..");
const FOLDERS = ["acceptance", "environments", "packages", "runbooks", "services", "test"];
const pages = ["README.md", ...FOLDERS.flatMap((folder) => filesIn(folder, ".md"))];
const values = filesIn("charts-values", ".yaml");

it.each(pages)("%s links only to files and headings that exist", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");
  const links = [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s#]*)(?:#([^)\s]+))?\)/g)];
  const broken = links.flatMap(([link, file = "", heading]) => {
    const target = file === "" ? join(ROOT, page) : join(ROOT, dirname(page), file);
    if (!existsSync(target)) return [link];
    return heading === undefined || headingsOf(target).includes(heading) ? [] : [link];
  });
  expect(broken).toEqual([]);
});

it.each([...pages, ...values])("%s names only files of this repository that exist", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");
  const named = [...text.matchAll(/(?<![\w./<(-])(?:constructs|runbooks|stacks|test)\/[\w./-]+\.\w+/g)];
  const missing = named.map(([file]) => file).filter((file) => !existsSync(join(ROOT, file)));
  expect(missing).toEqual([]);
});

/** As GitHub names them in an address; a `#` in a fence is a comment. */
function headingsOf(file: string): string[] {
  const text = readFileSync(file, "utf8").replace(/^ *```[\s\S]*?^ *```$/gm, "");
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending) && !path.includes("node_modules"))
    .map((path) => join(folder, path));
}
