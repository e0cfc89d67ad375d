/** A Langfuse in the test's own process: takes traces and scores, answers with them, and fails on request. */
export type { Failing, Fault } from "./faults";
export type { ReceivedRequest } from "./http/router";
export { startTestLangfuse, type TestLangfuse } from "./server";
