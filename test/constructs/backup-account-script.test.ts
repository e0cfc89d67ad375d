import type { Answers } from "../support/aws-stand-in";
import { verify } from "../support/backup-verify";
import { hearingFigures } from "../support/figures";

const newest = "20261123T122000Z-incremental";
const before = "20261123T112000Z-incremental";
const full = "20261123T052000Z-full";
const names = [full, before, newest];
/** Of S3, about copies of one bucket in the vault account. */
const reported = (metric: string, bucket: string, value: string) =>
  [
    `cloudwatch ${metric} eu-west-1 Value=${bucket} Value=abroad-${bucket} Value=vault-account`,
    value,
  ] as const;
const behind = (until: string, seconds: string) =>
  reported("ReplicationLatency", "backups", until && `${until}\\t${seconds}`);
const failures = (since: string, count: string) =>
  [
    `cloudwatch OperationsFailedReplication Value=backups --start-time ${since} --end-time 2026-11-23T12:50:00Z`,
    count,
  ] as const;
const written = (name: string, time: string, status: string) =>
  [`head-object eu-west-1 backups --key clickhouse/${name}/.backup`, `${time}\\t${status}`] as const;
const says = (name: string, base?: string) =>
  [
    `cp ${name}/.backup`,
    base ? `<base_backup>S3(\\x27https://b/clickhouse/${base}/\\x27)</base_backup>` : "",
  ] as const;
const copied = (original: string) =>
  [
    "list-copy-jobs eu-west-1 backup-vault:langfuse-test-vault db:langfuse-test-postgres COMPLETED",
    original,
  ] as const;
const made = (time: string) =>
  ["list-recovery-points eu-west-1 langfuse-test RecoveryPointArn==\\'snapshot-1\\'", time] as const;
const secret = (name: string, time: string, mark: string) =>
  [`secretsmanager eu-west-1 langfuse-test/${name} AWSCURRENT copied-to-4`, `${time}\\t${mark}`] as const;

/** Of each copy what AWS says at ten to one on an ordinary day. */
const ordinary = {
  vault: [copied("snapshot-1"), made("2026-11-23T03:00:00+00:00")],
  clickhouse: [
    behind("2026-11-23T12:47:00+00:00", "60.0"),
    ["--delimiter / --query CommonPrefixes", names.map((name) => `clickhouse/${name}/`).join("\\t")],
    ["list-objects-v2 .backup", "512"],
    written(newest, "2026-11-23T12:30:00+00:00", "COMPLETED"),
    written(before, "2026-11-23T11:30:00+00:00", "COMPLETED"),
    written(full, "2026-11-23T05:40:00+00:00", "COMPLETED"),
    says(full),
    says(before, full),
    says(newest, full),
    failures("2026-11-23T05:20:00Z", "0.0"),
  ],
  events: [
    reported("ReplicationLatency", "blobs", "12.0"),
    reported("OperationsPendingReplication", "blobs", "3.0"),
  ],
  secrets: ["salt", "encryption-key"].map((name) => secret(name, "2026-11-01T00:00:00+00:00", "True")),
} as const satisfies Record<string, Answers>;
type Copy = keyof typeof ordinary;

/** Measures one copy, of which AWS says some things that it does not on an ordinary day. */
const measure = (copy: Copy, different: Answers = []) =>
  verify(`account ${copy}`, [...different, ...ordinary[copy]]);
const age = (copy: Copy, seconds: number) =>
  `operations.backup-verify-account.age_seconds:${seconds}|g|#copy:${copy}`;

it("reports how far behind each copy is, as it is told here", async () => {
  const { outcome, lines } = await hearingFigures((variables) =>
    verify("account", Object.values(ordinary).flat(), variables),
  );
  expect(outcome).toMatchObject({ exitCode: 0 });
  expect(outcome.output).toContain("3 changes of events and media wait to be copied");
  expect(lines.toSorted()).toEqual(
    [age("vault", 35_400), age("clickhouse", 1800), age("events", 12), age("secrets", 0)].toSorted(),
  );
});

it("measures every copy that it can, and fails when of one nothing says that it was made", async () => {
  const { vault: _, ...others } = ordinary;
  const { outcome, lines } = await hearingFigures((variables) =>
    verify("account", [copied("None"), ...Object.values(others).flat()], variables),
  );
  expect(outcome.output).toMatch(/nobody knows how old the copies are of: vault; the lines above say why/);
  expect(outcome.exitCode).toBe(1);
  expect(lines).toHaveLength(3);
});

const missing: readonly { when: string; copy: Copy; answers: Answers; says: RegExp }[] = [
  {
    when: "AWS Backup has copied nothing that is still here",
    copy: "vault",
    answers: [made("None")],
    says: /no snapshot that AWS Backup says to have copied in the account 444444444444;/,
  },
  {
    when: "S3 reports nothing of events",
    copy: "events",
    answers: [reported("ReplicationLatency", "blobs", "None")],
    says: /S3 has reported no ReplicationLatency of blobs to the account 444444444444 for half an hour;/,
  },
  {
    when: "S3 reports nothing of backups",
    copy: "clickhouse",
    answers: [reported("ReplicationLatency", "backups", "None")],
    // And nothing else: whoever goes on without knowing until when objects have arrived finds no backup whole.
    says: /^.*S3 has reported no ReplicationLatency of backups to the account 444444444444 for half an hour;.*\n$/,
  },
  {
    when: "S3 says of no backup that it was copied",
    copy: "clickhouse",
    answers: names.map((name) => written(name, "2026-11-23T05:40:00+00:00", "PENDING")),
    says: /none of the newest backups of ClickHouse is whole in the account 444444444444, as far as S3 says;/,
  },
  {
    when: "a secret has no value",
    copy: "secrets",
    answers: [["secretsmanager salt", ""]],
    says: /langfuse-test\/salt has no value here;/,
  },
];

it.each(missing)("fails when $when", ({ copy, answers, says: words }) => {
  const { exitCode, output } = measure(copy, answers);
  expect(output).toMatch(words);
  expect(exitCode).toBe(1);
});

it.each(Object.keys(ordinary))("fails when nobody answers what is asked of %s", (copy) => {
  expect(verify(`account ${copy}`, []).exitCode).not.toBe(0);
});

describe("a backup of ClickHouse", () => {
  const refused = "'; exit 1; '";
  const minutes = (...answers: Answers) =>
    /copy of clickhouse in the account 444444444444 is (\d+) minutes behind/.exec(
      measure("clickhouse", answers).output,
    )?.[1];

  it.each([
    { when: "S3 has yet to copy it", answer: written(newest, "2026-11-23T12:30:00+00:00", "PENDING") },
    { when: "S3 has failed to copy it", answer: written(newest, "2026-11-23T12:30:00+00:00", "FAILED") },
    { when: "no rule was there to copy it", answer: written(newest, "2026-11-23T12:30:00+00:00", "None") },
    { when: "older objects wait", answer: behind("2026-11-23T12:47:00+00:00", "1260.0") },
    { when: "S3 has reported nothing since", answer: behind("2026-11-23T12:29:00+00:00", "0.0") },
    { when: "nobody may ask of it", answer: [`head-object ${newest}`, refused] },
  ] as const)("does not count while $when", ({ answer }) => {
    expect(minutes(answer)).toBe("90");
  });

  it("does not count while nobody may read what it builds on", () => {
    const unread = [`cp ${newest}/.backup`, refused] as const;
    expect(minutes(unread, failures("2026-11-23T12:20:00Z", "0.0"))).toBe("90");
  });

  it.each([
    { when: "objects had no copy made since its base", answer: failures("2026-11-23T05:20:00Z", "1.0") },
    { when: "nobody may ask whether some had none", answer: ["OperationsFailedReplication", refused] },
  ] as const)("does not count, nor any of the same base, when $when", ({ answer }) => {
    expect(measure("clickhouse", [answer]).output).toMatch(/none of the newest backups/);
  });

  it("counts when what failed is older than its base", () => {
    expect(minutes(says(newest), failures("2026-11-23T12:20:00Z", "0.0"), failures("05:20:00Z", "1.0"))).toBe(
      "30",
    );
  });
});

it("counts from when a secret got a value that nobody has copied", () => {
  const { exitCode, output } = measure("secrets", [secret("salt", "2026-11-23T12:30:00+00:00", "False")]);
  expect(output).toMatch(
    /salt has a value since 20 minutes that nobody has copied to the account 444444444444/,
  );
  expect(output).toMatch(/the copy of secrets in the account 444444444444 is 20 minutes behind/);
  expect(exitCode).toBe(0);
});

it("refuses a copy that it does not know, and variables without a value", () => {
  expect(verify("account postgres", []).output).toMatch(/there is no copy of 'postgres'; name one of vault/);
  expect(verify("account vault", [], { VAULT_ABROAD: "" }).output).toMatch(/no value for VAULT_ABROAD;/);
});
