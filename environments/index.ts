import { dev } from "./dev";
import { prod } from "./prod";
import { defineEnvironments } from "./schema";
import { staging } from "./staging";

/** Every environment; a new one is a new file and a line here. */
export const environments = defineEnvironments([dev, staging, prod]);
