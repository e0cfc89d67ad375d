import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportOn } from "../support/environment-file";
import { manifestsOf } from "../support/manifests";
import { synthesizedStack } from "../support/platform";
import { ofType } from "../support/terraform-json";

const ROOT = join(__dirname, "..", "..");
const { json, environment } = synthesizedStack("prod-langfuse");
const manifests = manifestsOf(json).map((object) => JSON.parse(JSON.stringify(object)));
const object = (kind: string, name = "masking-gateway") =>
  manifests.find((one) => one.kind === kind && one.metadata.name === name);
const release = (name: string) =>
  ofType(json, "helm_release").find(({ arguments: { name: own } }) => own === name)?.arguments;

describe("the masking gateway of an environment", () => {
  it("runs the image of the profile, by its digest", () => {
    expect(object("Deployment")?.spec.template.spec.containers[0].image).toBe(
      environment.maskingGateway.kind === "none" ? undefined : environment.maskingGateway.image,
    );
  });

  it("is known to the load balancer before its first pod, so that each waits to be found healthy", () => {
    expect(release("masking-gateway")?.depends_on).toEqual([
      "helm_release.masking_masking_gateway_foundation_release",
    ]);
    expect(object("TargetGroupBinding")?.spec).toMatchObject({
      serviceRef: { name: "masking-gateway", port: "http" },
      targetType: "ip",
      targetGroupARN: expect.stringContaining("masking"),
    });
    expect(JSON.stringify(release("masking-gateway-foundation")?.values)).toContain("TargetGroupBinding");
  });

  it("gets the key of users' ids from Secrets Manager, and keeps the first", () => {
    const secret = object("ExternalSecret", "masking-gateway-keys");
    expect(secret?.spec).toMatchObject({
      target: { immutable: true },
      data: [{ secretKey: "user-id-key", remoteRef: { key: expect.stringContaining("user_id_key") } }],
    });
  });

  it("waits for nothing of Langfuse, which may be away while traces come in", () => {
    expect(release("masking-gateway-foundation")?.depends_on).toEqual([]);
  });
});

it("an environment without a gateway has nothing of it but the key, with which users would stay who they are", () => {
  const langfuse = synthesizedStack("dev-langfuse").json;
  expect(JSON.stringify(langfuse)).not.toMatch(/masking/i);
  expect(JSON.stringify(synthesizedStack("dev-network").json)).not.toMatch(/masking/i);
  expect(JSON.stringify(synthesizedStack("dev-observability").json.resource)).not.toContain(
    String.raw`\"kind\":\"PodMonitor\",\"metadata\":{\"name\":\"masking-gateway\"`,
  );
  const secrets = ofType(synthesizedStack("dev-data").json, "aws_secretsmanager_secret");
  expect(secrets.map(({ arguments: { name } }) => name)).toContain("langfuse-dev/user-id-key");
});

/** A policy with everything that an environment's file may say. */
const everything = {
  masking: {
    classes: { token: true, email: true, id: true, phone: false, media: true },
    phoneCountries: ["CL", "ES"],
    allow: { values: ["+56 2 2345 6789"], emailDomains: ["example.com"] },
    customRules: [{ name: "employee", pattern: "E[0-9]{6}", label: "[EMPLOYEE]", ignoreCase: true }],
    sensitiveKeys: { token: ["pin"], email: ["mail"], id: ["policy"], phone: ["fax"] },
  },
  projects: { "pk-lf-1234": { masking: { classes: { phone: true } }, media: true, mcp: true } },
};

describe("the program", () => {
  const folder = mkdtempSync(join(tmpdir(), "masking-gateway-settings-"));
  const container = object("Deployment")?.spec.template.spec.containers[0];
  const ask = (port: number, path: string) => fetch(`http://127.0.0.1:${port}${path}`);

  beforeAll(() => {
    const build = ["--import", "tsx", "services/masking-gateway/build.ts", folder];
    spawnSync(process.execPath, build, { cwd: ROOT });
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The pods' variables, with their files at places of this machine. */
  function settings(policy: string): Record<string, string> {
    writeFileSync(join(folder, "policy.json"), policy);
    writeFileSync(join(folder, "user-id-key"), "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKL");
    const variables: { name: string; value: string }[] = container.env;
    return {
      ...Object.fromEntries(
        variables.map(({ name, value }) => [
          name,
          value.replace(/^\/etc\/masking-gateway\/(policy|keys)/, folder),
        ]),
      ),
      GATEWAY_HOST: "127.0.0.1",
      GATEWAY_PORT: "0",
      GATEWAY_OPERATIONS_PORT: "0",
      GATEWAY_DRAIN_DELAY_MS: "0",
    };
  }

  /** Starts it, and ends it afterwards. */
  async function run(policy: string, look: (started: string) => Promise<void>): Promise<void> {
    const child = spawn(process.execPath, [join(folder, "main.js")], { env: settings(policy) });
    const exit = once(child, "exit");
    try {
      const [line] = await Promise.race([once(child.stdout, "data"), once(child.stderr, "data")]);
      await look(String(line));
    } finally {
      child.kill("SIGTERM");
      await exit;
    }
  }

  it("listens where the pod's ports are", () => {
    const ports: { containerPort: number }[] = container.ports;
    const variable = (name: string) =>
      container.env.find((one: { name: string }) => one.name === name)?.value;
    expect(ports.map(({ containerPort }) => String(containerPort))).toEqual([
      variable("GATEWAY_PORT"),
      variable("GATEWAY_OPERATIONS_PORT"),
    ]);
    expect(container.readinessProbe.httpGet.port).toBe(Number(variable("GATEWAY_OPERATIONS_PORT")));
  });

  it("starts with the settings that its pods get, and is ready where they are asked", async () => {
    const [policy] = manifests.filter(({ metadata }) => metadata.name.startsWith("masking-policy-"));
    await run(policy.data["policy.json"], async (started) => {
      expect(started).toContain('"mode":"enforce"');
      const { operations } = JSON.parse(started.split("\n")[0] ?? "");
      expect((await ask(operations, container.livenessProbe.httpGet.path)).status).toBe(200);
      const { path } = container.readinessProbe.httpGet;
      for (let tries = 0; tries < 100 && (await ask(operations, path)).status !== 200; tries++)
        await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await (await ask(operations, path)).json()).toMatchObject({ ready: true, mode: "enforce" });
    });
  }, 60_000);

  it("accepts every policy that an environment's file may hold", async () => {
    expect(reportOn({ "maskingGateway.policy": everything })).toBe("valid");
    await run(JSON.stringify(everything), async (started) => {
      expect(started).toContain('"mode":"enforce"');
    });
  }, 60_000);

  it("says what is wrong with a rule that only it can judge, instead of starting", async () => {
    const customRules = [{ name: "employee", pattern: "E(?=[0-9])" }];
    await run(JSON.stringify({ masking: { customRules } }), async (started) => {
      expect(started).toContain("the settings of the masking gateway are invalid");
      expect(started).toContain("is not RE2");
    });
  }, 60_000);
});
