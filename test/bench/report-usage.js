const { writeFileSync } = require("node:fs");

/** Preloaded into a measured process: leaves what it used where the parent looks for it. */
process.on("exit", () => {
  const { USAGE_FILE } = process.env;
  if (USAGE_FILE) writeFileSync(USAGE_FILE, JSON.stringify(process.resourceUsage()));
});
