import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformJson } from "../../support/terraform-json";

/** Anything with a folder that holds `cdk.tf.json`. */
interface Folder {
  readonly folder: string;
}

/** The configuration in a folder. */
export function readConfiguration({ folder }: Folder): TerraformJson {
  return JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
}

/** Replaces the configuration in a folder. */
export function writeConfiguration({ folder }: Folder, json: TerraformJson): void {
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(json, null, 2));
}
