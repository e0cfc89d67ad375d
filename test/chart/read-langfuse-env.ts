import { execFileSync } from "node:child_process";

/** Prints the environment variables that one version of Langfuse reads, the identity providers it can offer and
 *  the queues it keeps, from a git checkout (or bare clone) of it:
 *
 *      npx tsx test/chart/read-langfuse-env.ts <checkout> <tag> > test/chart/langfuse-env-4.16.json
 *      npx biome check --write test/chart/langfuse-env-4.16.json
 *
 *  A variable counts when a schema of the application names it, when its code reads it from `process.env`, or when the
 *  image's start script uses it. What is fixed while the image is built (`NEXT_PUBLIC_*`) does not count. */
const [checkout, tag] = process.argv.slice(2);
if (!checkout || !tag)
  throw new Error("name a checkout of langfuse/langfuse and a tag, for example 'v4.16.0'");

const shared = {
  schemas: ["packages/shared/src/env.ts", "packages/shared/prisma/schema.prisma"],
  code: ["packages/shared/src"],
};
const web = {
  schemas: ["web/src/env.mjs", "ee/src/env.ts", ...shared.schemas],
  scripts: ["web/entrypoint.sh", "packages/shared/clickhouse/scripts/up.sh"],
  code: ["web/src", "ee/src", ...shared.code],
};
const worker = {
  schemas: ["worker/src/env.ts", ...shared.schemas],
  scripts: ["worker/entrypoint.sh"],
  code: ["worker/src", ...shared.code],
};

const variables = {
  source: "https://github.com/langfuse/langfuse",
  version: tag.replace(/^v/, ""),
  commit: git("rev-parse", `${tag}^{commit}`).trim(),
  web: variablesOf(web),
  worker: variablesOf(worker),
  providers: identityProviders(),
  queues: matches(queueNames(), /= "([a-z0-9-]+)"/g).sort(),
};
process.stdout.write(`${JSON.stringify(variables, undefined, 2)}\n`);

function variablesOf(component: typeof web): string[] {
  const schemas = component.schemas.map(fileAtTag).join("\n");
  const scripts = component.scripts.map(fileAtTag).join("\n");
  const code = git("grep", "-hE", "process\\.env", tag ?? "", "--", ...component.code, ":!*test*");
  const names = [
    ...matches(schemas, /^\s+([A-Z][A-Z0-9_]+):/gm),
    ...matches(schemas, /\benv\("([A-Z][A-Z0-9_]+)"\)/g),
    ...matches(scripts, /\$\{?([A-Z][A-Z0-9_]+)/g),
    ...matches(code, /process\.env(?:\.|\[["'])([A-Z][A-Z0-9_]+)/g),
  ];
  return [...new Set(names)].filter((name) => !name.startsWith("NEXT_PUBLIC_")).sort();
}

/** For each provider, the variables that must all be set before the sign-in page offers it. */
function identityProviders(): string[][] {
  const conditions = matches(
    fileAtTag("web/src/server/auth.ts"),
    /if \(\s*(env\.AUTH_\w+_CLIENT_ID[^)]*)\)/g,
  );
  return conditions.map((condition) => matches(condition, /env\.(AUTH_\w+)/g)).sort();
}

function queueNames(): string {
  return fileAtTag("packages/shared/src/server/queues.ts").match(/enum QueueName \{[^}]*\}/)?.[0] ?? "";
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = ""]) => name);
}

function fileAtTag(path: string): string {
  return git("show", `${tag}:${path}`);
}

function git(...command: string[]): string {
  return execFileSync("git", ["-C", checkout ?? "", ...command], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
}
