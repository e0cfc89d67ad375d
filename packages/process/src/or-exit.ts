/** What reading the settings gives; where they are wrong, says so and ends the process with 1, before there is a log. */
export function orExit<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : "unknown error"}\n`);
    process.exit(1);
  }
}
