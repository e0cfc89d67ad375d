const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { version } = require("@swc/core/package.json");

/** How a synth loads what it consists of: `node --require ./stacks/fast-loading.js main.ts`. tsx, which starts everything
 *  else here, would search every dependency for what it may have to translate, and take a third longer. */
const { extensions } = require;

extensions[".ts"] = (module, path) => module._compile(inJavaScript(path), path);

extensions[".js"] = (module, path) => {
  if (path.endsWith("/node_modules/archiver/index.js")) loadWhenCalled(module, path);
  else if (!path.endsWith(OTHER_LANGUAGES)) loadWithoutSourceMap(module, path);
};

/** Messages in fifty languages; English is a file of its own. */
const OTHER_LANGUAGES = "/node_modules/zod/v4/locales/index.cjs";

/** Says what `tsconfig.json` says, and looks for no file with options. */
const OPTIONS = {
  configFile: false,
  swcrc: false,
  jsc: { parser: { syntax: "typescript" }, target: "es2022" },
  module: { type: "commonjs" },
  sourceMaps: process.execArgv.includes("--enable-source-maps") ? "inline" : false,
};
const TRANSLATIONS = join(__dirname, "../node_modules/.cache/fast-loading");
const TRANSLATOR = JSON.stringify([version, OPTIONS]);

/** A text is translated once, unless its source map must tell its path. */
function inJavaScript(path) {
  const source = readFileSync(path, "utf8");
  if (OPTIONS.sourceMaps) return translated(source, path);
  const name = createHash("sha256").update(TRANSLATOR).update(source).digest("hex");
  const translation = join(TRANSLATIONS, `${name}.js`);
  try {
    return readFileSync(translation, "utf8");
  } catch {
    const code = translated(source, path);
    keep(code, translation);
    return code;
  }
}

/** @throws what stands where no TypeScript is, without the frames of the translator */
function translated(source, filename) {
  try {
    return require("@swc/core").transformSync(source, { ...OPTIONS, filename }).code;
  } catch ({ message }) {
    throw new Error(message.split("\n\n\nCaused by:")[0]);
  }
}

/** Whole or not at all: another synth may be reading. */
function keep(code, file) {
  try {
    mkdirSync(TRANSLATIONS, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // A folder that nobody may write to costs time, and nothing else.
  }
}

/** Three quarters of a provider class are its source map: a tenth of a synth. */
function loadWithoutSourceMap(module, path) {
  const file = readFileSync(path);
  const sourceMap = file.lastIndexOf("\n//# sourceMappingURL=data:");
  module._compile(file.toString("utf8", 0, sourceMap < 0 ? file.length : sourceMap), path);
}

/** cdktf loads a hundred files for assets that are archives: a sixteenth of a synth. Ours are folders. */
function loadWhenCalled(module, path) {
  module.exports = (...args) => {
    loadWithoutSourceMap(module, path);
    return module.exports(...args);
  };
}
