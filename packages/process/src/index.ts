/** What every process of ours does alike. */
export { createLog, describeError, endOnErrors, type Logger } from "./log";
export { orExit } from "./or-exit";
export { endOnSignals, type Stoppable } from "./signals";
export { SilentConnections } from "./silent-connections";
export {
  type Environment,
  type FileRead,
  ownVariables,
  problem,
  readKeyFile,
  readTextFile,
} from "./variables";
