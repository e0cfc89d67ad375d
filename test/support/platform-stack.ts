import { manifestsOf, type ReleasedManifest } from "./manifests";
import { synthesizedStack } from "./platform";
import { reference } from "./terraform-json";

/** The platform stack of `dev`. */
export const { json } = synthesizedStack("dev-platform");

/** What it reads of another stack. */
export const fromStack = (stack: string, output: string) =>
  reference(`data.terraform_remote_state.dev_${stack}.outputs.${output}`);

/** One Kubernetes object that it releases. */
export const manifest = (kind: string, name: string, stack = json): ReleasedManifest | undefined =>
  manifestsOf(stack).find((candidate) => candidate.kind === kind && candidate.metadata.name === name);

/** A release of one environment, with the wiring that Helm merges over the file of values. */
export function release(environment: string, address: string) {
  const { depends_on, values } =
    synthesizedStack(`${environment}-platform`).json.resource?.helm_release?.[`${address}_release`] ?? {};
  return { depends_on, wiring: JSON.parse(String([values].flat()[1] ?? "{}")) };
}
