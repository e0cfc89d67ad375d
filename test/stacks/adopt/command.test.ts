import { spawnSync } from "node:child_process";

const adopt = (...args: string[]) =>
  spawnSync("node", ["--import", "tsx", "stacks/adopt/command.ts", ...args], {
    encoding: "utf8",
    // Nothing answers there.
    env: { ...process.env, AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_MAX_ATTEMPTS: "1" },
  });

describe("npm run adopt", () => {
  it("names the environments there are when it knows none of the name", () => {
    const { stderr, status } = adopt("pord", "--stack", "prod-data");
    expect(stderr).toContain("'pord' is not an environment; run 'npm run adopt -- NAME' with one of: dev");
    expect(status).toBe(2);
  });

  it("knows no other option", () => {
    const { stderr, status } = adopt("dev", "--yes");
    expect(stderr).toContain("Unknown option '--yes'");
    expect(status).toBe(2);
  });
});
