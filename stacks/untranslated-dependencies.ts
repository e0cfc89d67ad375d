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
  if (path.includes("/node_modules/")) module._compile(withoutSourceMap(readFileSync(path)), path);
  else translate(module, path);
};

function withoutSourceMap(file: Buffer): string {
  const end = file.lastIndexOf("\n//# sourceMappingURL=data:");
  return file.toString("utf8", 0, end < 0 ? file.length : end);
}
