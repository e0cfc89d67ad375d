/** What both projects below have in common: TypeScript without a build, also of the workspaces they import. */
const typescript = {
  testEnvironment: "node",
  testEnvironmentOptions: { customExportConditions: ["@langfuse-aws/source", "node", "node-addons"] },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "/dist/"],
  // The exporter of OpenTelemetry imports node:http when it first sends, which jest's modules cannot: it is translated.
  transformIgnorePatterns: ["/node_modules/(?!@opentelemetry/otlp-exporter-base/)"],
  transform: {
    "^.+\\.[jt]s$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
};

module.exports = {
  // Half of the suites wait for processes and clocks; one of two processors left free would wait with them.
  maxWorkers: "100%",
  projects: [
    {
      ...typescript,
      displayName: "infrastructure",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      // Synthesizes the platform once, and gives the run a temporary folder of its own.
      globalSetup: "<rootDir>/test/support/synthesize.ts",
      globalTeardown: "<rootDir>/test/support/remove-temporary.ts",
    },
    {
      ...typescript,
      displayName: "applications",
      testMatch: ["<rootDir>/packages/*/test/**/*.test.ts", "<rootDir>/services/*/test/**/*.test.ts"],
    },
  ],
};
