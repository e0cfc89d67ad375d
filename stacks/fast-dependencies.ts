import { readFileSync } from "node:fs";

declare global {
  namespace NodeJS {
    interface Module {
      /** Missing in Node's types; what `require.extensions` is of use for.
       *  https://nodejs.org/docs/latest-v20.x/api/modules.html#requireextensions */
      _compile(code: string, path: string): void;
    }
  }
}

/** tsx searches every file that is loaded for what it may have to translate. Dependencies are JavaScript already, and three
 *  quarters of a provider class are its source map: a sixth of a synth together. Must be imported before them. */
const translate = require.extensions[".js"];
require.extensions[".js"] = (module, path) => {
  if (!path.includes("/node_modules/")) translate(module, path);
  else if (path.endsWith("/node_modules/archiver/index.js")) loadWhenCalled(module, path);
  else loadAsItIs(module, path);
};

function loadAsItIs(module: NodeJS.Module, path: string): void {
  const file = readFileSync(path);
  const sourceMap = file.lastIndexOf("\n//# sourceMappingURL=data:");
  module._compile(file.toString("utf8", 0, sourceMap < 0 ? file.length : sourceMap), path);
}

/** cdktf loads a hundred files for assets that are archives: a sixteenth of a synth. Ours are folders. */
function loadWhenCalled(module: NodeJS.Module, path: string): void {
  module.exports = (...args: readonly unknown[]) => {
    loadAsItIs(module, path);
    return module.exports(...args);
  };
}
