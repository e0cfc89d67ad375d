import type { Answers } from "../support/aws-stand-in";
import { verify } from "../support/backup-verify";

describe("ClickHouse", () => {
  const full = "20261123T052000Z-full";
  const newest = "20261123T122000Z-incremental";
  const description = (bytes: number, base?: string) =>
    [
      ...(base
        ? [
            `<base_backup>S3(\\x27https://b.s3.eu-west-1.amazonaws.com/clickhouse/${base}/\\x27)</base_backup>`,
          ]
        : []),
      `<contents><file><size>${bytes - 1}</size></file><file><size>1</size></file></contents>`,
    ].join("\\n");
  const older = ["20261122T052000Z-full", "20261121T052000Z-full", "20261120T052000Z-full"];
  /** A day as it should be; what is put before it wins. */
  const healthy: Answers = [
    [
      "--delimiter / --query CommonPrefixes",
      [...older, full, newest].map((name) => `clickhouse/${name}/`).join("\\t"),
    ],
    ["list-objects-v2 .backup", "512"],
    [`cp ${newest}/.backup`, description(10, full)],
    [`cp ${full}/.backup`, description(9_000)],
    ["cp -full/.backup", description(10_000)],
  ];
  const missing = (name: string) => [`list-objects-v2 ${name}/.backup`, "None"] as const;

  it("is content with an incremental backup of half an hour, its base, and the size of a usual day", () => {
    const { exitCode, output } = verify("clickhouse", healthy);
    expect(output).toContain("the newest complete backup is 30 minutes old");
    expect(output).toContain("the newest full backup is 450 minutes old");
    expect(output).toContain(`${full} holds 9000 bytes`);
    expect(exitCode).toBe(0);
  });

  it("does not count a backup that is not complete", () => {
    const { exitCode, output } = verify("clickhouse", [missing(newest), ...healthy]);
    expect(output).toMatch(/the newest complete backup is 450 minutes old, more than 120;/);
    expect(exitCode).toBe(1);
  });

  it("fails without any backup", () => {
    const { exitCode, output } = verify("clickhouse", [["CommonPrefixes", "None"]]);
    expect(output).toMatch(/the newest complete backup is missing;/);
    expect(exitCode).toBe(1);
  });

  it("fails when the base is gone on which the newest one stands", () => {
    const { exitCode, output } = verify("clickhouse", [missing(full), ...healthy]);
    expect(output).toMatch(new RegExp(`${newest} needs ${full}, which is not complete;`));
    expect(exitCode).toBe(1);
  });

  it("fails when the last full backup is older than 26 hours", () => {
    const old = "20261122T052000Z-full";
    const { exitCode, output } = verify("clickhouse", [
      missing(full),
      [`cp ${newest}/.backup`, description(10, old)],
      ...healthy,
    ]);
    expect(output).toMatch(/the newest full backup is 1890 minutes old, more than 1560;/);
    expect(exitCode).toBe(1);
  });

  it.each([
    { bytes: 5_000, exitCode: 0 },
    { bytes: 4_999, exitCode: 1 },
  ])("ends with $exitCode at $bytes bytes after days of 10000", ({ bytes, exitCode }) => {
    const outcome = verify("clickhouse", [[`cp ${full}/.backup`, description(bytes)], ...healthy]);
    expect(outcome.exitCode).toBe(exitCode);
    if (exitCode === 1)
      expect(outcome.output).toMatch(/holds 4999 bytes, less than half of the 10000 before;/);
  });

  it("lets a database be small that was never large", () => {
    const tiny: Answers = [
      [`cp ${full}/.backup`, description(10)],
      ["cp -full/.backup", description(900)],
    ];
    expect(verify("clickhouse", [...tiny, ...healthy]).exitCode).toBe(0);
  });

  it("fails when S3 refuses to answer", () => {
    const { exitCode } = verify("clickhouse", []);
    expect(exitCode).not.toBe(0);
  });
});

describe("Postgres", () => {
  const restorable = (time: string) => ["rds describe-db-instances", time] as const;
  const copy = (time: string) => ["backup list-recovery-points", time] as const;
  const [now, midnight] = ["2026-11-23T12:45:00+00:00", "2026-11-23T03:00:00+00:00"];

  it.each([
    {
      when: "both are young",
      answers: [restorable(now), copy(midnight)],
      exitCode: 0,
      says: /in the vault is 590/,
    },
    {
      when: "no point of time can be restored for an hour",
      answers: [restorable("2026-11-23T11:45:00Z"), copy(midnight)],
      exitCode: 1,
      says: /latest time that Postgres can be restored to is 65 minutes old, more than 30;/,
    },
    {
      when: "the vault is empty",
      answers: [restorable(now), copy("None")],
      exitCode: 1,
      says: /the newest copy in the vault is missing;/,
    },
    {
      when: "the copy in the vault is two days old",
      answers: [restorable(now), copy("2026-11-21T03:00:00Z")],
      exitCode: 1,
      says: /newest copy in the vault is 3470 minutes old/,
    },
  ])("ends with $exitCode when $when", ({ answers, exitCode, says }) => {
    const outcome = verify("postgres", answers);
    expect(outcome.output).toMatch(says);
    expect(outcome.exitCode).toBe(exitCode);
  });
});

describe("Valkey", () => {
  it.each([
    { time: "2026-11-23T02:45:00Z", exitCode: 0 },
    { time: "2026-11-22T02:45:00Z", exitCode: 1 },
    { time: "None", exitCode: 1 },
  ])("ends with $exitCode when the newest snapshot is of $time", ({ time, exitCode }) => {
    expect(verify("valkey", [["elasticache describe-snapshots", time]]).exitCode).toBe(exitCode);
  });
});

describe("S3", () => {
  const versions = (bucket: string, status: string) => [`get-bucket-versioning ${bucket}`, status] as const;
  const lock = (mode: string) => ["get-object-lock-configuration", mode] as const;
  const replication = (states: string) => ["get-bucket-replication", states] as const;
  const sound = [versions("blobs", "Enabled"), versions("backups", "Enabled"), lock("GOVERNANCE")] as const;

  it.each([
    { when: "versions and lock are on", answers: sound, exitCode: 0, says: /blobs backups keep versions/ },
    {
      when: "somebody suspended versions",
      answers: [versions("blobs", "Suspended"), ...sound],
      exitCode: 1,
      says: /blobs keeps no versions/,
    },
    {
      when: "nothing locks backups",
      answers: [lock("None"), ...sound],
      exitCode: 1,
      says: /backups does not lock/,
    },
    {
      when: "a rule of replication is off",
      answers: [replication("Enabled\\tDisabled"), ...sound],
      exitCode: 1,
      says: /blobs is not replicated: its rules are 'Enabled\tDisabled'/,
      replicated: "true",
    },
    {
      when: "both are replicated",
      answers: [replication("Enabled"), ...sound],
      exitCode: 0,
      says: /is locked/,
      replicated: "true",
    },
  ])("ends with $exitCode when $when", ({ answers, exitCode, says, replicated = "false" }) => {
    const outcome = verify("s3", answers, { REPLICATED: replicated });
    expect(outcome.output).toMatch(says);
    expect(outcome.exitCode).toBe(exitCode);
  });
});

it("refuses a store that it does not know, and variables without a value", () => {
  expect(verify("mongo", []).output).toMatch(/there is no store 'mongo'; name one of clickhouse/);
  expect(verify("postgres", [], { INSTANCE: "", VAULT: "" }).output).toMatch(/no value for INSTANCE VAULT;/);
});
