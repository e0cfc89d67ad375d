import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMasker } from "@langfuse-aws/masking";
import { readSettings } from "../src/settings";

const folder = mkdtempSync(join(tmpdir(), "masking-gateway-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const keyFile = file("key", "0123456789abcdef0123456789abcdef\n");
const least = { GATEWAY_UPSTREAM_URL: "http://langfuse-web:3000", GATEWAY_USER_ID_KEY_FILE: keyFile };

it("needs an upstream and a key, and is otherwise closed and in production", () => {
  const { variables, policies, permissions } = readSettings({ ...least, PATH: "/bin" });
  expect(variables).toMatchObject({
    NODE_ENV: "production",
    MASKING_MODE: "enforce",
    GATEWAY_MAX_BODY_BYTES: 20 * 2 ** 20,
    GATEWAY_MAX_DECODED_BYTES: 64 * 2 ** 20,
  });
  expect(permissions.size).toBe(0);
  expect(policies.standard.userId).toEqual({ action: "hmac", key: "0123456789abcdef0123456789abcdef" });
});

it("tells everything that is wrong at once, files included, and quotes no key", () => {
  const policy = { masking: { labels: { email: "mail" }, userId: { action: "drop" } }, projects: { me: {} } };
  const environment = {
    GATEWAY_UPSTREAM_URL: "http://user:secret@langfuse/path",
    GATEWAY_PORT: "http",
    GATEWAY_POTR: "8080",
    GATEWAY_POLICY_FILE: file("policy.json", JSON.stringify(policy)),
    GATEWAY_USER_ID_KEY_FILE: file("short", "short-key"),
  };
  const read = () => readSettings(environment);
  for (const problem of [
    /GATEWAY_UPSTREAM_URL/,
    /GATEWAY_PORT/,
    /GATEWAY_POTR/,
    /at masking\.labels\.email/,
    /at masking\.userId/,
    /projects\.me/,
    /has 9 characters/,
  ])
    expect(read).toThrow(problem);
  expect(read).not.toThrow(/short-key/);
});

it.each([
  ["no JSON", file("broken.json", "{"), /is no JSON/],
  ["not there", join(folder, "absent.json"), /cannot be read \(ENOENT\)/],
])("says when the policy file is %s", (_, path, message) => {
  expect(() => readSettings({ ...least, GATEWAY_POLICY_FILE: path })).toThrow(message);
});

it.each([{}, { NODE_ENV: "production" }, { NODE_ENV: "staging" }])(
  "never observes in production, such as %j",
  (extra) => {
    expect(() => readSettings({ ...least, ...extra, MASKING_MODE: "observe" })).toThrow(
      /forwards unmasked data/,
    );
  },
);

it("observes in development", () => {
  const { variables } = readSettings({ ...least, NODE_ENV: "development", MASKING_MODE: "observe" });
  expect(variables.MASKING_MODE).toBe("observe");
});

it("hashes no user's id without a key", () => {
  const { GATEWAY_UPSTREAM_URL } = least;
  expect(() => readSettings({ GATEWAY_UPSTREAM_URL })).toThrow(/GATEWAY_USER_ID_KEY_FILE/);
  const dropping = readSettings({ GATEWAY_UPSTREAM_URL, GATEWAY_USER_ID_ACTION: "drop" });
  expect(createMasker(dropping.policies.standard).value({ userId: "u1" })).toEqual({ userId: null });
});

it("refuses limits under which no body fits", () => {
  const variables = { ...least, GATEWAY_MAX_BUFFERED_BYTES: "2000" };
  expect(() => readSettings(variables)).toThrow(/GATEWAY_MAX_BUFFERED_BYTES/);
});

it("gives projects the policy and the rights that the file says, and the same users' ids as all", () => {
  const policy = {
    projects: { "pk-lf-a": { masking: { classes: { phone: false } } }, "pk-lf-b": { media: true } },
  };
  const settings = readSettings({
    ...least,
    GATEWAY_POLICY_FILE: file("projects.json", JSON.stringify(policy)),
  });
  expect(settings.policies.projects).toMatchObject({
    "pk-lf-a": { classes: { phone: false, email: true }, userId: { action: "hmac" } },
  });
  expect(Object.keys(settings.policies.projects)).toEqual(["pk-lf-a"]);
  expect(settings.permissions.get("pk-lf-b")).toEqual({ media: true, mcp: false });
});
