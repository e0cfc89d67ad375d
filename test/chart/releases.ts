import { isAbsolute, join } from "node:path";
import { ofType, type TerraformJson } from "../support/terraform-json";
import { expand, type Place } from "./references";

/** One `helm_release` as Helm would receive it. */
export interface HelmRelease {
  /** For example `prod-langfuse`. */
  readonly stack: string;
  readonly name: string;
  readonly namespace: string;
  readonly chart: ChartPin;
  /** YAML or JSON documents; Helm merges them, the last one wins. */
  readonly values: readonly string[];
}

/** Which chart a release installs. */
export type ChartPin =
  | { readonly kind: "local"; readonly folder: string }
  | {
      readonly kind: "upstream";
      readonly name: string;
      /** A Helm repository (`https://`) or a registry (`oci://`). */
      readonly repository: string;
      readonly version: string;
    };

/** Every release of one stack, with its references resolved.
 *  @param folder holds `stacks/<name>/cdk.tf.json`, to which paths of local charts are relative
 *  @throws on a reference without a stand-in, and on values that Terraform would set one by one */
export function helmReleases(place: Place, folder: string): HelmRelease[] {
  const json: TerraformJson = place.stacks.get(place.stack) ?? {
    "//": { metadata: { stackName: "" } },
    terraform: {},
  };
  return ofType(json, "helm_release").map(({ address, arguments: release }) => {
    const text = (argument: string) => expand(String(release[argument] ?? ""), place);
    for (const argument of ["set", "set_list", "set_sensitive", "set_wo"])
      if (release[argument] !== undefined)
        throw new Error(
          `${place.stack}: ${address} uses '${argument}'; pass 'values', which this test can read`,
        );
    const values = Array.isArray(release.values) ? release.values : [];
    return {
      stack: place.stack,
      name: text("name"),
      namespace: text("namespace") || "default",
      chart: chartPin(text, join(folder, "stacks", place.stack)),
      values: values.map((document) => expand(String(document), place)),
    };
  });
}

function chartPin(text: (argument: string) => string, stackFolder: string): ChartPin {
  const [chart, repository, version] = [text("chart"), text("repository"), text("version")];
  if (repository) return { kind: "upstream", name: chart, repository, version };
  if (chart.startsWith("oci://")) {
    const cut = chart.lastIndexOf("/");
    return { kind: "upstream", name: chart.slice(cut + 1), repository: chart.slice(0, cut), version };
  }
  return { kind: "local", folder: isAbsolute(chart) ? chart : join(stackFolder, chart) };
}
