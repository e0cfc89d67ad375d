import { readFileSync } from "node:fs";
import { join } from "node:path";

/** As `METHOD /path`, by the file of Langfuse that says so. */
const { source: _, ...lists }: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(
    join(__dirname, "../../services/masking-gateway/test/fixtures/langfuse-writes-4.16.json"),
    "utf8",
  ),
);
/** Every write of Langfuse's public API. */
export const writes = Object.values(lists)
  .flat()
  .map((line) => {
    const [method = "", path = ""] = line.split(" ");
    return { method, path: `/api/public${path}` };
  });
