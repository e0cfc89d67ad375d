import { rmSync } from "node:fs";

/** Jest's global tear-down: removes what the set-up wrote. */
export default function removeSynthesized(): void {
  if (process.env.SYNTHESIZED) rmSync(process.env.SYNTHESIZED, { recursive: true, force: true });
}
