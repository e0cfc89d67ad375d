import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const TOOLS = {
  terraform: "install Terraform 1.11 or newer: https://developer.hashicorp.com/terraform/install",
  moto_server: "install the AWS emulator: pip install 'moto[server]'",
};

/** One sentence for each tool that is not on the PATH. */
export function missingTools(path = process.env.PATH ?? ""): string[] {
  return Object.entries(TOOLS)
    .filter(([tool]) => !path.split(delimiter).some((folder) => isExecutable(join(folder, tool))))
    .map(([tool, remedy]) => `'${tool}' is not on the PATH; ${remedy}`);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
