import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { synthesizedFolder } from "./platform";

/** Jest's global tear-down: removes the folder that the set-up made, with everything that the tests left in it. */
export default function removeTemporary(): void {
  rmSync(dirname(synthesizedFolder()), { recursive: true, force: true });
}
