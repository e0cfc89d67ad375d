import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dependenciesOf } from "../support/platform";
import { page, pagesOf } from "./pages";

const ROOT = join(__dirname, "..", "..");
const pages = [
  ...(["account", "alerts", "procedures"] as const).flatMap(pagesOf),
  ...["README.md", "../README.md", "../acceptance/README.md"].map(page),
];

interface Call {
  readonly file: string;
  /** Names without their environment, `*` for all of it. */
  readonly stacks: readonly string[];
}

/** @param command - what stands before the names of stacks */
function callsOf(command: string): Call[] {
  const call = new RegExp(
    `${command}((?: --?[\\w-]+)*(?: ["']?(?:\\$ENV|[A-Z]+|[a-z]+)-(?:[a-z]+|\\*)["']?)+)`,
    "g",
  );
  return pages.flatMap(({ file, text }) =>
    [...text.matchAll(call)].map(([, names = ""]) => ({
      file,
      stacks: [...names.matchAll(/(?<![\w-])(?:\$ENV|ENV|[a-z]+)-([a-z]+|\*)(?=["' ]|$)/g)].map(
        ([, stack = ""]) => stack,
      ),
    })),
  );
}

const needs = (stack: string) => dependenciesOf(`prod-${stack}`).map((name) => name.replace("prod-", ""));

describe("a deployment that a page tells to make", () => {
  it("names all that cdktf wants to see beside a stack, which refuses it otherwise", () => {
    const calls = callsOf("npx cdktf deploy");
    expect(calls.length).toBeGreaterThan(5);
    const refused = calls.filter(
      ({ stacks }) => !stacks.includes("*") && !stacks.flatMap(needs).every((need) => stacks.includes(need)),
    );
    expect(refused).toEqual([]);
  });

  it("of a part names its stacks in their order, because nothing else orders them", () => {
    const calls = callsOf("npm run deploy --");
    expect(calls.length).toBeGreaterThan(50);
    const wrong = calls.filter(({ stacks }) =>
      stacks.some(
        (stack, index) => stack === "*" || needs(stack).some((need) => stacks.indexOf(need) > index),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("puts no object back that somebody deleted or changed in the cluster, because Helm does not look", () => {
    const inCluster = /npm run deploy -- [^`]*\$ENV-(platform|clickhouse|langfuse|observability)"/;
    const causes = pages.flatMap(({ file, text }) =>
      text.split(/^###? /m).map((cause) => ({ file, heading: cause.split("\n")[0] ?? "", cause })),
    );
    const mistaken = causes.filter(
      ({ heading, cause }) =>
        (/removed|deleted|is closed/.test(heading) || /\bnetwork\s?policy\b/.test(cause)) &&
        inCluster.test(cause) &&
        !cause.includes("get manifest") &&
        !cause.includes("#what-somebody-changed-in-the-cluster"),
    );
    expect(mistaken.map(({ file, heading }) => `${file}: ${heading}`)).toEqual([]);
  });

  it("of a part is made one stack after the other", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(scripts.deploy).toBe("cdktf deploy --ignore-missing-stack-dependencies --parallelism 1");
  });
});
