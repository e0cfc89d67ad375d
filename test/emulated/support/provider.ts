import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where `terraform init` gets the AWS provider. */
export interface ProviderSource {
  readonly version: string;
  /** Folder of a filesystem mirror; `undefined` means the registry. */
  readonly mirror: string | undefined;
}

const PROVIDER = "registry.terraform.io/hashicorp/aws";

/** Prefers the pinned version, then the newest that a local mirror offers, then the registry. */
export function findProvider(pinned: string, folders = mirrorFolders()): ProviderSource {
  const offers = folders
    .flatMap((mirror) => versionsIn(mirror).map((version) => ({ mirror, version })))
    .sort((a, b) => a.version.localeCompare(b.version, undefined, { numeric: true }));
  return (
    offers.find(({ version }) => version === pinned) ??
    offers.at(-1) ?? { version: pinned, mirror: undefined }
  );
}

/** Terraform's CLI configuration for one source. */
export function cliConfiguration({ mirror }: ProviderSource, pluginCache: string): string {
  return mirror === undefined
    ? `plugin_cache_dir = ${JSON.stringify(pluginCache)}\n`
    : `provider_installation {\n  filesystem_mirror { path = ${JSON.stringify(mirror)} }\n}\n`;
}

/** An explicit mirror alone, or whatever the CLI configuration and the usual places hold. */
function mirrorFolders(): string[] {
  const explicit = process.env.TERRAFORM_PLUGIN_MIRROR;
  if (explicit) return [explicit];
  const home = homedir();
  const share = process.env.XDG_DATA_HOME ?? join(home, ".local/share");
  const optional = existsSync("/opt") ? readdirSync("/opt").map((name) => join("/opt", name)) : [];
  return [
    ...configuredMirrors(process.env.TF_CLI_CONFIG_FILE ?? join(home, ".terraformrc")),
    // Terraform's implied mirrors: https://developer.hashicorp.com/terraform/cli/config/config-file
    join(home, ".terraform.d/plugins"),
    join(share, "terraform/plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    ...optional,
  ];
}

function configuredMirrors(file: string): string[] {
  if (!existsSync(file)) return [];
  const blocks = readFileSync(file, "utf8").matchAll(/filesystem_mirror\s*\{[^}]*?path\s*=\s*"([^"]+)"/g);
  return [...blocks].flatMap(([, path]) => path ?? []);
}

/** Versions of the AWS provider for this machine in a mirror, in its unpacked or its packed layout. */
function versionsIn(mirror: string): string[] {
  const folder = join(mirror, PROVIDER);
  if (!existsSync(folder)) return [];
  const system = process.platform === "win32" ? "windows" : process.platform;
  const machine = `${system}_${process.arch === "x64" ? "amd64" : process.arch}`;
  return readdirSync(folder).flatMap((name) => {
    const packed = name.replace("terraform-provider-aws_", "").replace(`_${machine}.zip`, "");
    if (packed !== name) return packed;
    return existsSync(join(folder, name, machine)) ? name : [];
  });
}
