/** cdktf records the whole stack of every token, for messages that never come, and through source maps at that: a fifth of
 *  a synth. Real errors keep theirs. Must be imported before anything else.
 *  For the lines of a bug: `node --enable-source-maps --require ./stacks/fast-loading.js main.ts`. */
if (!process.execArgv.includes("--enable-source-maps")) {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = (target, below) => {
    if (target instanceof Error) captureStackTrace(target, below);
  };
}
