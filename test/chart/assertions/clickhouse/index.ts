import type { Assertion } from "../../assertion";
import { servedClients } from "./clients";
import { boundedLogs } from "./logs";
import { separatedCopies } from "./pods";
import { drainLeavesQuorum } from "./quorum";
import { oneShard } from "./topology";
import { keptVolumes } from "./volumes";

/** What must hold for ClickHouse and for who calls it. */
export const clickhouseAssertions: readonly Assertion[] = [
  oneShard,
  separatedCopies,
  drainLeavesQuorum,
  keptVolumes,
  boundedLogs,
  servedClients,
];
