import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** File of the first program of this name on a `PATH`, or undefined. */
export function onPath(program: string, path = ""): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

/** Whether a file is there and can be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
