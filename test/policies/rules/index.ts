import type { Rule } from "../rule";
import { cacheRules } from "./cache";
import { clusterRules } from "./cluster";
import { edgeRules } from "./edge";
import { identityRules } from "./identity";
import { networkRules } from "./network";
import { postgresRules } from "./postgres";
import { storageRules } from "./storage";

/** Every rule that every stack of every environment must satisfy. */
export const rules: readonly Rule[] = [
  ...networkRules,
  ...edgeRules,
  ...clusterRules,
  ...postgresRules,
  ...cacheRules,
  ...storageRules,
  ...identityRules,
];
