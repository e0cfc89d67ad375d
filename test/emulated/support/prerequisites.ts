import { spawnSync } from "node:child_process";
import type { ProviderSource } from "./provider";

/** The first Terraform with write-only arguments, which keep passwords out of the state. */
const OLDEST_TERRAFORM = "1.11.0";

const REGISTRY = "https://registry.terraform.io/.well-known/terraform.json";

/** One sentence for everything that keeps the suite from running here. */
export async function obstacles(
  provider: ProviderSource,
  path = process.env.PATH,
  registry = REGISTRY,
): Promise<string[]> {
  const environment = { ...process.env, PATH: path };
  const found = [
    terraformObstacle(environment),
    motoObstacle(environment),
    await providerObstacle(provider, registry),
  ];
  return found.flatMap((obstacle) => obstacle ?? []);
}

function terraformObstacle(env: NodeJS.ProcessEnv): string | undefined {
  const { status, stdout } = spawnSync("terraform", ["version", "-json"], { encoding: "utf8", env });
  const remedy = `install Terraform ${OLDEST_TERRAFORM} or newer: https://developer.hashicorp.com/terraform/install`;
  if (status !== 0) return `'terraform' does not run; ${remedy}`;
  const version = String(JSON.parse(stdout).terraform_version);
  const isOld = version.localeCompare(OLDEST_TERRAFORM, undefined, { numeric: true }) < 0;
  return isOld ? `'terraform' is version ${version}; ${remedy}` : undefined;
}

function motoObstacle(env: NodeJS.ProcessEnv): string | undefined {
  const { status } = spawnSync("moto_server", ["--help"], { env });
  return status === 0
    ? undefined
    : "'moto_server' does not run; install the AWS emulator: pip install 'moto[server]==5.2.1'";
}

async function providerObstacle(
  { version, mirror }: ProviderSource,
  registry: string,
): Promise<string | undefined> {
  if (mirror !== undefined) return undefined;
  try {
    const { ok, status } = await fetch(registry, { signal: AbortSignal.timeout(20_000) });
    return ok ? undefined : `no mirror has the AWS provider, and ${registry} answers ${status}`;
  } catch {
    return (
      `no mirror has the AWS provider, and ${registry} does not answer; ` +
      `name a folder with version ${version} or another in TERRAFORM_PLUGIN_MIRROR`
    );
  }
}
