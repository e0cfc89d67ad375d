import { spawnSync } from "node:child_process";

const teardown = (...args: string[]) =>
  spawnSync("node", ["--import", "tsx", "stacks/teardown/command.ts", ...args], {
    encoding: "utf8",
    // Nothing answers there: a teardown that asked AWS before it refuses would fail differently.
    env: { ...process.env, AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_MAX_ATTEMPTS: "1" },
  });

describe("npm run teardown", () => {
  it("refuses an environment that protects its data, and says how to give it up", () => {
    const { stderr, status } = teardown("prod");
    expect(stderr).toContain("environment 'prod' protects its data");
    expect(stderr).toContain("protectData: false in environments/prod.ts");
    expect(status).toBe(1);
  });

  it("names the environments there are when it knows none of the name", () => {
    const { stderr, status } = teardown("pord");
    expect(stderr).toContain("'pord' is not an environment; run 'npm run teardown -- NAME' with one of: dev");
    expect(status).toBe(1);
  });
});
