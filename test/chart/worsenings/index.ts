import type { Worsening } from "../worsening";
import { clickhouse } from "./clickhouse";
import { everywhere } from "./everywhere";
import { langfuse } from "./langfuse";

/** For the assertions that hold rows of the policies: test/policies/rows names each. */
export const worsenings: readonly Worsening[] = [...everywhere, ...langfuse, ...clickhouse];
