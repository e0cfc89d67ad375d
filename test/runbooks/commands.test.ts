import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { controllerNamespaces, namespaces } from "../../constructs/namespaces";
import { environments } from "../../environments";
import langfuseVariables from "../chart/langfuse-env-4.16.json";
import { kubectlCalls } from "./kubectl";
import { containers, environment, everywhere, objects, releases, stackNames, synthesized } from "./objects";
import { commands, incidentPages, page } from "./pages";

const pages = [...incidentPages(), page("../acceptance/README.md")];
const calls = pages.flatMap(({ file, text }) => kubectlCalls(text).map((call) => ({ file, ...call })));
const inText = (pattern: RegExp) =>
  pages.flatMap(({ file, text }) => [...text.matchAll(pattern)].map(([, found = ""]) => `${file}: ${found}`));
const found = (place: string) => place.slice(place.indexOf(": ") + 2);

const NAMESPACES: readonly string[] = [
  ...Object.values(namespaces),
  ...Object.values(controllerNamespaces),
  "kube-system",
  // For the reader to fill in.
  "NAMESPACE",
];

describe("commands for an incident", () => {
  it("can be read by a shell", () => {
    const unreadable = pages.flatMap((page) => {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: commands(page), encoding: "utf8" });
      return status === 0 ? [] : [`${page.file}: ${stderr}`];
    });
    expect(unreadable).toEqual([]);
  });

  it("start scripts that are there and can be read", () => {
    const started = [...new Set(inText(/^(runbooks\/procedures\/[\w-]+\.sh)/gm).map(found))];
    expect(started.length).toBeGreaterThan(1);
    for (const script of started) {
      const { status, stderr } = spawnSync("bash", ["-n", join(__dirname, "..", "..", script)]);
      expect([script, status, stderr.toString()]).toEqual([script, 0, ""]);
    }
  });

  it("name namespaces that exist", () => {
    const named = calls.filter(({ namespace }) => namespace !== undefined);
    expect(named.length).toBeGreaterThan(250);
    expect(named.filter(({ namespace = "" }) => !NAMESPACES.includes(namespace))).toEqual([]);
  });

  it("name objects that exist", () => {
    const named = calls.flatMap(({ file, objects }) => objects.map((object) => `${file}: ${object}`));
    expect(named.length).toBeGreaterThan(150);
    expect(named.filter((place) => !objects.has(found(place)))).toEqual([]);
  });

  it("name containers that exist", () => {
    const named = calls.flatMap(({ file, container }) => (container ? [`${file}: ${container}`] : []));
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((place) => found(place) !== "CONTAINER" && !containers.has(found(place)))).toEqual(
      [],
    );
  });

  it("name releases that exist", () => {
    const named = pages.flatMap(({ file, text }) =>
      [...text.matchAll(/\bhelm -n ([a-z-]+) (?:get )?\w+ ([a-z-]+)/g)].map(
        ([, ...name]) => `${file}: ${name.join("/")}`,
      ),
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((place) => !releases.includes(found(place)))).toEqual([]);
  });

  it("name stacks that exist", () => {
    const named = inText(/"\$ENV-([\w-]+)"/g);
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((place) => !stackNames.includes(found(place)))).toEqual([]);
  });

  it("name what exists in AWS", () => {
    const named = inText(/(langfuse-(?:\$ENV|<environment>)[\w$/-]*[\w])/g);
    const strangers = named.filter((place) => {
      const name = found(place)
        // What lies in a bucket.
        .replace(/(\$(?:ACCOUNT|VAULT))\/.*$/, "$1")
        // A node of the cache, which ElastiCache numbers.
        .replace(/(-cache)-00\d$/, "$1");
      // Which identity providers there are, environments say.
      if (/\/sso\/[\w-]+$/.test(name)) return false;
      return !environments.some((one) => {
        const real = name
          .replace(/\$ENV|<environment>/, one.name)
          .replace("$ACCOUNT", one.accountId)
          .replace("$VAULT", one.disasterRecovery?.vaultAccount?.accountId ?? "");
        return everywhere.includes(`${real}"`) || everywhere.includes(`${real}\\"`);
      });
    });
    expect(named.length).toBeGreaterThan(50);
    expect(strangers).toEqual([]);
  });

  it("name resources by addresses that Terraform knows", () => {
    const [address = "", ...others] = inText(/-replace=([\w.]+)/g).map(found);
    const [type, name] = address.split(".");
    expect(others).toEqual([]);
    expect(synthesized).toMatch(new RegExp(`"${type}":\\{[^]*?"${name}":`));
  });

  it("make a job by hand as often as they are pasted, and wait for no earlier one of its name", () => {
    const made = pages.flatMap((one) =>
      one.fences.flatMap(({ code }) =>
        [...code.matchAll(/^ *kubectl -n ([\w-]+) create job --from=\S+ ([\w-]+)$/gm)].map(
          ([line, namespace, name]) => ({
            place: `${one.file}: ${line}`,
            isFirst: code.includes(`kubectl -n ${namespace} delete job ${name} --ignore-not-found\n${line}`),
          }),
        ),
      ),
    );
    expect(made.length).toBeGreaterThan(9);
    expect(made.filter(({ isFirst }) => !isFirst)).toEqual([]);
  });

  it("put no secret on a command line", () => {
    const risky = /--(password(?!-stdin)|secret-string(?! file:)|from-literal|auth-token)\b|-a "?\$?PASSWORD/;
    expect(pages.filter(({ text }) => risky.test(text)).map(({ file }) => file)).toEqual([]);
  });
});

describe("settings that pages speak of", () => {
  it("exist", () => {
    const sections = Object.keys(environment).join("|");
    const named = inText(new RegExp(`\`((?:${sections})(?:\\.[a-zA-Z]+)+)\``, "g")).filter(
      // Files, a domain, and a value of the chart.
      (place) => !/(\.ts|\.com|langfuse\.additionalEnv)$/.test(place),
    );
    const strangers = named.filter((place) => {
      let value: unknown = environment;
      for (const key of found(place).split("."))
        value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
      return value === undefined;
    });
    expect(named.length).toBeGreaterThan(40);
    expect(strangers).toEqual([]);
  });

  it("are variables that this version of Langfuse reads", () => {
    const known = new Set(Object.values(langfuseVariables).flat());
    const named = inText(/`((?:LANGFUSE|CLICKHOUSE|REDIS|QUEUE_CONSUMER)_[A-Z0-9_]+[A-Z0-9])`/g);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((place) => !known.has(found(place)))).toEqual([]);
  });
});
