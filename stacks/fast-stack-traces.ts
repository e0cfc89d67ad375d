/** cdktf formats the stack of every token, for messages that never come, and through source maps at that: a fifth of a
 *  synth. Stacks of real errors stay. Must be imported before anything else.
 *  For the lines of a bug: `node --enable-source-maps --import tsx main.ts`. */
if (!process.execArgv.includes("--enable-source-maps")) {
  process.setSourceMapsEnabled(false);
  Error.prepareStackTrace = (target, frames) =>
    target instanceof Error ? [String(target), ...frames].join("\n    at ") : "";
}
