/** globalSetup synthesizes the platform once, and gives the run a temporary folder of its own. */
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out"],
  globalSetup: "<rootDir>/test/support/synthesize.ts",
  globalTeardown: "<rootDir>/test/support/remove-temporary.ts",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
};
