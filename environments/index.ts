import { dev } from "./dev";
import { prod } from "./prod";
import type { Environment } from "./schema";
import { staging } from "./staging";

/** Every environment; a new one is a new file and a line here. */
export const environments: readonly Environment[] = [dev, staging, prod];
