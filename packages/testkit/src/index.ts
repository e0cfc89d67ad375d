/** A Langfuse in the test's own process: takes traces and scores, answers with them, and fails on request. And a program
 *  in a process of its own, with callers. */
export { eventually } from "./eventually";
export type { Failing, Fault } from "./faults";
export type { ReceivedRequest } from "./http/router";
export { type Answer, Load, type LoadProps } from "./load";
export { RunningProgram, type RunningProgramProps } from "./program";
export { startTestLangfuse, type TestLangfuse } from "./server";
