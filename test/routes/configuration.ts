import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { secretFile } from "../../constructs/alert-receivers";
import type { AlertmanagerConfig } from "../../constructs/alert-routing";
import { observability } from "../../constructs/observability";
import type { Environment } from "../../environments/schema";
import { synthesizeEnvironment } from "../chart/synthesized-environment";

/** What Helm would put beside Alertmanager. */
export interface Deployed {
  readonly config: AlertmanagerConfig;
  readonly templateFiles: Readonly<Record<string, string>>;
}

/** What a deployment of an environment would give to Alertmanager.
 *  @param scratch receives the synthesized files; removed by the caller */
export function synthesized(environment: Environment, scratch: string): Deployed {
  const { releases } = synthesizeEnvironment(environment.name, environment, scratch);
  const stack = releases.find(({ name }) => name === observability.name);
  const wiring: { readonly alertmanager?: Deployed } = JSON.parse(stack?.values.at(-1) ?? "{}");
  if (!wiring.alertmanager?.config)
    throw new Error(`${environment.name} gives Alertmanager no configuration: see stacks/observability.ts`);
  return wiring.alertmanager;
}

/** Changes a mapping of the configuration, wherever one is. */
export type Change = (mapping: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

export interface WriteProps {
  /** Receives the files; removed by the caller. */
  readonly folder: string;
  readonly deployed: Deployed;
  /** Values of the Secret by key; a key that is missing is a file that is missing. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What has to be different here, and why it proves the same. */
  readonly changes: readonly Change[];
}

const SECRETS = secretFile("");
const TEMPLATES = "/etc/alertmanager/config/";

/** Writes the configuration, its templates and the files of its Secret, and returns the configuration's path. The paths
 *  under `/etc/alertmanager`, which are the pod's, become those of the folder. */
export function writeConfiguration({ folder, deployed, secrets, changes }: WriteProps): string {
  const secretFolder = join(folder, "secrets");
  mkdirSync(secretFolder, { recursive: true });
  for (const [key, value] of Object.entries(secrets)) writeFileSync(join(secretFolder, key), value);
  for (const [name, text] of Object.entries(deployed.templateFiles)) writeFileSync(join(folder, name), text);
  const moved: Change = (mapping) =>
    Object.fromEntries(
      Object.entries(mapping).map(([key, value]) => [
        key,
        typeof value === "string" ? value.replace(SECRETS, `${secretFolder}/`) : value,
      ]),
    );
  const config = changed(deployed.config, [moved, ...changes]);
  const file = join(folder, "alertmanager.yaml");
  const templates = deployed.config.templates.map((glob) => glob.replace(TEMPLATES, `${folder}/`));
  writeFileSync(file, stringify({ ...config, templates }, { aliasDuplicateObjects: false }));
  return file;
}

/** What the programs of Debian need: an address in place of the file that holds it. */
export function urlInPlaceOfFile(url: string): Change {
  return ({ url_file, ...mapping }) => (url_file === undefined ? mapping : { ...mapping, url });
}

function changed<Config extends object>(config: Config, changes: readonly Change[]): Config {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    const inner = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item)]));
    return changes.reduce<Readonly<Record<string, unknown>>>((mapping, change) => change(mapping), inner);
  };
  // The shape stays; only values change.
  return walk(config) as Config;
}
