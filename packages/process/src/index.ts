/** What every process of ours does alike. */
export { createLog, describeError, endOnErrors, type Logger } from "./log";
export {
  type Environment,
  type FileRead,
  ownVariables,
  problem,
  readKeyFile,
  readTextFile,
} from "./variables";
