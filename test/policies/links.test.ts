import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const ROOT = join(__dirname, "../..");
const pages = ["README.md", ...["acceptance", "runbooks", "test"].flatMap(pagesIn)];

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

/** As GitHub names them in an address. */
function headingsOf(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function pagesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => relative(ROOT, join(ROOT, folder, path)));
}
