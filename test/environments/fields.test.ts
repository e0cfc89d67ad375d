import { reportOn } from "../support/environment-file";
import { existingVpc } from "../support/sample-environment";

const arn = (rest: string) => `arn:aws:iam::111111111111:role/${rest}`;
const tagsOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, "value"]));

/** By path: values that a file may state there, and values that it may not. */
const fields: Readonly<Record<string, { accepted: readonly unknown[]; refused: readonly unknown[] }>> = {
  name: {
    accepted: ["ab", "dev-2", "abcdefghijkl"],
    refused: ["a", "abcdefghijklm", "Dev", "1dev", "dev-", "d--v", "dev_2", ""],
  },
  accountId: { accepted: ["111111111111"], refused: ["11111111111", "1111111111111", "1111-1111-1111"] },
  region: {
    accepted: ["eu-west-1"],
    refused: ["eu-west", "euwest1", "EU-WEST-1", "cn-north-1", "us-iso-east-1"],
  },
  tags: {
    accepted: [{}, tagsOf(40), { a: "ü 1_.:/=+-@" }],
    refused: [tagsOf(41), { "aws:x": "y" }, { x: "" }, { x: "<" }],
  },
  "network.vpc.cidr": {
    accepted: ["10.0.0.0/16", "172.31.0.0/20", "192.168.0.0/16", "100.127.0.0/16"],
    refused: [
      "10.0.0.0/15",
      "10.0.0.0/21",
      "100.128.0.0/16",
      "172.32.0.0/16",
      "172.20.16.0/20",
      "10.100.0.0/16",
    ],
  },
  "edge.domain": {
    accepted: ["example.com", "a.b.example.com", `${"a.".repeat(100)}example.com`],
    refused: [
      "localhost",
      "-a.example.com",
      "a_b.example.com",
      "example.com.",
      `${"a.".repeat(125)}example.com`,
      `${"a".repeat(64)}.example.com`,
    ],
  },
  "edge.ingestionAllowList": {
    accepted: ["anyone", ["203.0.113.7/32"], ["12.0.0.0/8"]],
    refused: [
      "nobody",
      [],
      ["203.0.113.7"],
      ["203.0.113.7/33"],
      ["203.0.113.0/24/1"],
      ["203.0.113.0/024"],
      ["12.0.0.0/7"],
      ["::/0"],
      ["300.0.0.0/8"],
    ],
  },
  "edge.requestsPerFiveMinutes": {
    accepted: [100, 2_000_000_000],
    refused: [99, 2_000_000_001, 100.5, "100"],
  },
  "postgres.instanceClass": {
    accepted: ["db.m7g.large", "db.r6id.24xlarge", "db.m5.xlarge", "db.r8g.48xlarge"],
    refused: ["db.m7g.medium", "m7g.large", "db.x2g.large", "db.m7g.99xlarge", "db.m4.large", "db.t4g.small"],
  },
  "postgres.maxStorageGib": { accepted: [110, 65_536], refused: [109, 65_537] },
  "postgres.backupDays": { accepted: [30, 35], refused: [29, 36] },
  "postgres.vault.days": { accepted: [30, 3650], refused: [29, 3651] },
  "cache.nodeType": {
    accepted: ["cache.m7g.large", "cache.r6g.16xlarge"],
    refused: ["cache.t4g.small", "m7g.large", "cache.c7gn.large"],
  },
  "cache.replicas": { accepted: [2], refused: [0, 1, 3] },
  "blobs.eventsDays": { accepted: [30, 365], refused: [29, 30.5] },
  "blobs.backupLockDays": { accepted: [7, 35], refused: [6, 36] },
  "cluster.access.viewers": {
    accepted: [
      [],
      [arn("a")],
      [arn("aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef")],
    ],
    refused: [
      ["platform-admin"],
      ["arn:aws:iam::111111111111:user/jane"],
      ["arn:aws:iam::111111111111:root"],
      [arn("*")],
      [arn("a"), arn("a")],
    ],
  },
  "cluster.api": {
    accepted: [{ kind: "private" }, { kind: "public", allowList: ["203.0.113.0/24", "198.51.100.7/32"] }],
    refused: [
      { kind: "private", allowList: ["203.0.113.0/24"] },
      { kind: "public", allowList: [] },
      { kind: "public", allowList: ["203.0.112.0/23"] },
      { kind: "public", allowList: ["10.0.0.0/24"] },
      { kind: "public", allowList: Array.from({ length: 41 }, (_, index) => `203.0.${index}.0/24`) },
    ],
  },
  "delivery.repository": {
    accepted: ["example/langfuse-aws", "example@123/langfuse@456", "a/b.c_d"],
    refused: [
      "example",
      "example/a/b",
      "-example/a",
      "example/langfuse-aws.git",
      "git@example/langfuse",
      "*/langfuse",
    ],
  },
};

describe.each(Object.entries(fields))("%s", (path, { accepted, refused }) => {
  it.each(accepted.map((value) => ({ value })))("may be $value", ({ value }) => {
    expect(reportOn({ [path]: value })).toBe("valid");
  });

  it.each(refused.map((value) => ({ value })))("may not be $value", ({ value }) => {
    expect(reportOn({ [path]: value })).toContain(`  → at ${path}`);
  });
});

describe("an existing VPC", () => {
  it("may be given", () => {
    expect(reportOn(existingVpc)).toBe("valid");
  });

  it("may have the range of Kubernetes services, because its owner cannot choose again", () => {
    expect(reportOn({ ...existingVpc, "network.vpc.cidr": "172.20.0.0/16" })).toBe("valid");
  });

  it.each(["vpc-1", "subnet-0123456789abcdef0", "vpc-0123456789ABCDEF0"])("may not have the id %s", (id) => {
    expect(reportOn({ ...existingVpc, "network.vpc.vpcId": id })).toContain("  → at network.vpc.vpcId");
  });
});
