import { maskingGatewayPods } from "../../constructs/masking-gateway-pods";
import { maskingGatewayEnvironment, shutdown } from "../../constructs/masking-gateway-settings";
import { PATIENCE_SECONDS } from "../../constructs/target-group";

const props = {
  image: `registry.example.com/masking-gateway@sha256:${"1".repeat(64)}`,
  minReplicas: 2,
  maxReplicas: 4,
  cpus: 2,
  memoryGib: 2,
  userIds: "hmac",
  policy: { masking: { phoneCountries: ["CL"] } },
} as const;

const settings = (changes: Partial<typeof props> | { userIds: "drop" } = {}) =>
  Object.fromEntries(
    maskingGatewayEnvironment({ ...props, ...changes }).map((variable) => [
      variable.name,
      "value" in variable ? variable.value : undefined,
    ]),
  );
const objects = (changes: object = {}) =>
  JSON.parse(JSON.stringify(maskingGatewayPods({ ...props, ...changes })));
const podOf = ([, deployment]: { spec: { template: { spec: Record<string, unknown> } } }[]) =>
  deployment?.spec.template.spec;

describe("the masking gateway", () => {
  it("masks, whatever the profile says", () => {
    expect(settings().MASKING_MODE).toBe("enforce");
    expect(settings()).not.toHaveProperty("NODE_ENV");
  });

  it("holds bodies in an eighth of its memory, and objects in five", () => {
    expect(settings()).toMatchObject({
      GATEWAY_MAX_BUFFERED_BYTES: String(256 * 2 ** 20),
      NODE_OPTIONS: "--max-old-space-size=1280",
    });
  });

  it("has a thread for each CPU that it reserves, but for one", () => {
    expect(settings().GATEWAY_WORKERS).toBe("1");
    expect(maskingGatewayEnvironment({ ...props, cpus: 4 })).toContainEqual({
      name: "GATEWAY_WORKERS",
      value: "3",
    });
    expect(maskingGatewayEnvironment({ ...props, cpus: 0.5 })).toContainEqual({
      name: "GATEWAY_WORKERS",
      value: "1",
    });
  });

  it("has time to end what it began, before a reclaimed spot node takes it", () => {
    const drain = Number(settings().GATEWAY_DRAIN_DELAY_MS) + Number(settings().GATEWAY_DRAIN_TIMEOUT_MS);
    expect(shutdown.terminationGraceSeconds).toBeGreaterThan(shutdown.preStopSeconds + drain / 1000);
    expect(shutdown.terminationGraceSeconds).toBeLessThan(120);
    // A request may take as long as the load balancer waits for it.
    expect(drain / 1000).toBeGreaterThan(PATIENCE_SECONDS - 30);
  });

  it("has the key of users' ids where it hashes them, and nowhere else", () => {
    expect(settings().GATEWAY_USER_ID_KEY_FILE).toBe("/etc/masking-gateway/keys/user-id-key");
    expect(podOf(objects())?.volumes).toContainEqual({
      name: "files-1",
      secret: { secretName: "masking-gateway-keys", defaultMode: 0o440 },
    });
    expect(settings({ userIds: "drop" })).not.toHaveProperty("GATEWAY_USER_ID_KEY_FILE");
    expect(JSON.stringify(objects({ userIds: "drop" }))).not.toContain("masking-gateway-keys");
  });

  it("starts anew with another policy, because it reads it once", () => {
    const [policy] = objects();
    const [other] = objects({ policy: {} });
    expect(JSON.parse(policy.data["policy.json"])).toEqual(props.policy);
    expect(other.metadata.name).not.toBe(policy.metadata.name);
    expect(podOf(objects())?.volumes).toContainEqual({
      name: "files-0",
      configMap: { name: policy.metadata.name },
    });
  });
});
