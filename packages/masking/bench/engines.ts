import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMasker } from "@langfuse-aws/masking";

/** Something that makes a text without personal data of one with. */
export interface Engine {
  readonly name: string;
  readonly mask: (text: string) => string | Promise<string>;
}

/** Ours, as it is without a policy. */
export function ours(): Engine {
  const masker = createMasker();
  return { name: "@langfuse-aws/masking", mask: (text) => masker.text(text) };
}

/** The most used redaction libraries on npm, as they are without configuration, at the versions that were compared. */
const OTHERS = [
  {
    name: "redact-pii",
    version: "3.4.0",
    make: ({ SyncRedactor }: { SyncRedactor: new () => { redact(text: string): string } }) => {
      const redactor = new SyncRedactor();
      return (text: string) => redactor.redact(text);
    },
  },
  {
    name: "@libretto/redact-pii-light",
    version: "1.0.1",
    make: ({ SyncRedactor }: { SyncRedactor: new () => { redact(text: string): string } }) => {
      const redactor = new SyncRedactor();
      return (text: string) => redactor.redact(text);
    },
  },
  {
    name: "@openredaction/openredaction",
    version: "1.0.4",
    make: ({
      OpenRedaction,
    }: {
      OpenRedaction: new () => { detect(text: string): Promise<{ redacted: string }> };
    }) => {
      const redactor = new OpenRedaction();
      return async (text: string) => (await redactor.detect(text)).redacted;
    },
  },
  {
    name: "@redactpii/node",
    version: "1.0.17",
    make: ({ Redactor }: { Redactor: new () => { redact(text: string): string } }) => {
      const redactor = new Redactor();
      return (text: string) => redactor.redact(text);
    },
  },
  {
    name: "@coffeeandfun/remove-pii",
    version: "3.0.1",
    make: ({ removePII }: { removePII: (text: string) => string }) => removePII,
  },
] as const;

/** Installs the others into a folder of their own, out of everybody's lock file, and loads them. None if npm cannot. */
export async function others(): Promise<readonly Engine[]> {
  const folder = mkdtempSync(join(tmpdir(), "masking-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "package.json"), '{"private":true}');
  const packages = OTHERS.map(({ name, version }) => `${name}@${version}`);
  try {
    const options = ["--no-audit", "--no-fund", "--ignore-scripts", "--silent"];
    execFileSync("npm", ["install", ...options, ...packages], {
      cwd: folder,
      stdio: "ignore",
      timeout: 180_000,
    });
  } catch {
    console.log("not compared: npm could not install the other libraries");
    return [];
  }
  const { resolve } = createRequire(join(folder, "package.json"));
  const load = async ({ name, make }: (typeof OTHERS)[number]): Promise<Engine> => {
    const module = await import(resolve(name));
    return { name, mask: make(module) };
  };
  return Promise.all(OTHERS.map(load));
}
