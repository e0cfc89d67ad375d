import { reportOn } from "../support/environment-file";

const image = (name: string) => ({ "maskingGateway.image": name });

describe("a masking gateway is refused for", () => {
  it.each([
    ["a tag alone", "111111111111.dkr.ecr.eu-west-1.amazonaws.com/masking-gateway:1.0.0"],
    ["a tag beside a digest", `registry.example.com/masking-gateway:1.0.0@sha256:${"a".repeat(64)}`],
    ["no registry", `masking-gateway@sha256:${"a".repeat(64)}`],
    ["a digest cut short", `registry.example.com/masking-gateway@sha256:${"a".repeat(63)}`],
  ])("an image with %s", (_, name) => {
    expect(reportOn(image(name))).toContain(
      "✖ must be '<repository>@sha256:<64 digits>', because a tag can be moved to another image; " +
        "the summary of the workflow 'image' shows it, and 'docker buildx imagetools inspect <image>' the digest of a tag\n" +
        "  → at maskingGateway.image",
    );
  });

  it("an unknown kind", () => {
    expect(reportOn({ "maskingGateway.kind": "observe" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 'none', 'standby' or 'enforced'
        → at maskingGateway.kind: "observe""
    `);
  });

  it("a maximum below the minimum", () => {
    expect(reportOn({ "maskingGateway.maxReplicas": 1 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be at least minReplicas, which is 2
        → at maskingGateway.maxReplicas: 1"
    `);
  });

  it("a single pod in production, where no trace comes in without it", () => {
    expect(reportOn({ "maskingGateway.minReplicas": 1 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be at least 2 in production, or a lost node refuses every trace for a minute
        → at maskingGateway.minReplicas: 1"
    `);
  });

  it("pods that no node of the pool can hold", () => {
    expect(
      reportOn({
        "maskingGateway.cpus": 8,
        "maskingGateway.memoryGib": 32,
        "cluster.pools.general.instanceCpus": ["4"],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be at most 3.5, or allow larger nodes in cluster.pools.general.instanceCpus
        → at maskingGateway.cpus: 8
      ✖ must be at most 30, or allow larger nodes in cluster.pools.general
        → at maskingGateway.memoryGib: 32"
    `);
  });

  it("Langfuse's callback without a license, which Langfuse would ignore", () => {
    expect(reportOn({ "maskingGateway.enterpriseCallback": true })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ needs an enterprise license in access.licenseSecretArn, without which Langfuse ignores it and stores what came; choose false: what comes through the load balancer is masked before Langfuse either way
        → at maskingGateway.enterpriseCallback: true"
    `);
  });

  it("a policy that the gateway would not start with", () => {
    expect(
      reportOn({
        "maskingGateway.policy": {
          masking: {
            classes: { phones: false },
            phoneCountries: ["Chile"],
            customRules: [{ name: "Employee", pattern: "E\\d{6}" }],
            structuralKeys: ["*"],
          },
          projects: { "sk-lf-1234": { media: true } },
        },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (5 problems):
      ✖ nothing reads this key; did you mean 'phone'?
        → at maskingGateway.policy.masking.classes.phones
      ✖ must be a country's two capital letters such as 'CL'
        → at maskingGateway.policy.masking.phoneCountries[0]: "Chile"
      ✖ must be 2 to 32 lower-case letters, digits and hyphens
        → at maskingGateway.policy.masking.customRules[0].name: "Employee"
      ✖ nothing reads this key; here are known: classes, phoneCountries, allow, customRules, sensitiveKeys
        → at maskingGateway.policy.masking.structuralKeys
      ✖ this key must be a project's public key such as 'pk-lf-…'
        → at maskingGateway.policy.projects["sk-lf-1234"]: a section"
    `);
  });
});

describe("a masking gateway is accepted", () => {
  it("with a license, as Langfuse's callback", () => {
    expect(
      reportOn({
        "maskingGateway.enterpriseCallback": true,
        "access.licenseSecretArn":
          "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/license-AbCdEf",
      }),
    ).toBe("valid");
  });

  it("from any registry that has a name, with its digest", () => {
    expect(reportOn(image(`registry.example.com:5000/a/masking-gateway@sha256:${"0af9".repeat(16)}`))).toBe(
      "valid",
    );
  });

  it("or none at all, also in production", () => {
    expect(reportOn({ maskingGateway: { kind: "none" } })).toBe("valid");
  });
});
