/** Our own errors are plain and say what to do; a stack is of use only where the project itself has a bug.
 *  Must be imported before what may throw while it loads, such as an environment file. */
process.on("uncaughtException", (problem: unknown) => {
  const isOurs = problem instanceof Error && problem.constructor === Error;
  console.error(isOurs ? problem.message : problem);
  process.exitCode = 1;
});
