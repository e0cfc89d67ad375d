import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { dashboardFiles } from "./index";
import { LAYOUTS, layouts } from "./layout";

/** Writes what is made of the dashboards: `npm run dashboards`. A test fails while it is not up to date. */
for (const [file, text] of Object.entries(dashboardFiles())) writeFileSync(join(__dirname, file), text);
writeFileSync(LAYOUTS, layouts());
