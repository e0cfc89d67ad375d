import { writeFileSync } from "node:fs";

/** Preloaded into a measured process: leaves its peak memory, in bytes, where the parent looks for it. */
process.on("exit", () => {
  const { USAGE_FILE } = process.env;
  if (USAGE_FILE) writeFileSync(USAGE_FILE, String(process.resourceUsage().maxRSS * 1024));
});
