import type { Answers } from "../support/aws-stand-in";
import { verify } from "../support/backup-verify";
import { hearingFigures } from "../support/figures";

const newest = "20261123T122000Z-incremental";
const before = "20261123T112000Z-incremental";
const full = "20261123T052000Z-full";
const names = [full, before, newest];
const here = "eu-west-1 --bucket backups";
const there = "eu-north-1 --bucket copies-backups";
/** What S3 tells of a backup that consists of objects of these sizes. */
const objects = (bucket: string, name: string, sizes: readonly number[]) =>
  [
    `${bucket} --prefix clickhouse/${name}/ --output`,
    sizes.map((size, index) => `clickhouse/${name}/${index}\\t${size}`).join("\\n"),
  ] as const;
const says = (name: string, base?: string) =>
  [
    `cp ${name}/.backup`,
    base ? `<base_backup>S3(\\x27https://b/clickhouse/${base}/\\x27)</base_backup>` : "",
  ] as const;
const postgres = (time: string) => ["rds eu-north-1 langfuse-test-postgres replicating", time] as const;
const vault = (time: string) => ["backup eu-north-1 langfuse-test-copies COMPLETED", time] as const;
const reported = (metric: string, value: string) =>
  [
    `${metric} Value=blobs Value=copies-blobs Value=all 2026-11-23T12:20:00Z 2026-11-23T12:50:00Z`,
    value,
  ] as const;
const secret = (region: string, name: string, version: string, made = "2026-11-01T00:00:00+00:00") =>
  [`secretsmanager ${region} langfuse-test/${name} AWSCURRENT`, version && `${version}\\t${made}`] as const;

/** Of each copy what AWS says at ten to one on an ordinary day. */
const ordinary = {
  postgres: [postgres("2026-11-23T12:40:00+00:00")],
  vault: [vault("2026-11-23T04:00:00+00:00")],
  clickhouse: [
    ["--delimiter / --query CommonPrefixes", names.map((name) => `clickhouse/${name}/`).join("\\t")],
    ["list-objects-v2 .backup", "512"],
    ...names.flatMap((name) => [here, there].map((bucket) => objects(bucket, name, [7, 8]))),
    says(full),
    says(before, full),
    says(newest, full),
  ],
  events: [reported("ReplicationLatency", "12.0"), reported("OperationsPendingReplication", "3.0")],
  secrets: ["salt", "encryption-key"].flatMap((name) =>
    ["eu-west-1", "eu-north-1"].map((region) => secret(region, name, `${name}-1`)),
  ),
} as const satisfies Record<string, Answers>;
type Copy = keyof typeof ordinary;

/** Measures one copy, of which AWS says some things that it does not on an ordinary day. */
const measure = (copy: Copy, different: Answers = []) =>
  verify(`copies ${copy}`, [...different, ...ordinary[copy]]);
const age = (copy: Copy, seconds: number) =>
  `operations.backup-verify-copies.age_seconds:${seconds}|g|#copy:${copy}`;

it("reports how far behind each copy is, as it is told in the second region", async () => {
  const { outcome, lines } = await hearingFigures((variables) =>
    verify("copies", Object.values(ordinary).flat(), variables),
  );
  expect(outcome).toMatchObject({ exitCode: 0 });
  expect(outcome.output).toContain("3 changes of events and media wait to be copied");
  expect(lines.toSorted()).toEqual(
    [
      age("postgres", 600),
      age("vault", 31_800),
      age("clickhouse", 1800),
      age("events", 12),
      age("secrets", 0),
    ].toSorted(),
  );
});

it("measures every copy that it can, and fails when one is missing", async () => {
  const { postgres: _, ...others } = ordinary;
  const { outcome, lines } = await hearingFigures((variables) =>
    verify("copies", [postgres("None"), ...Object.values(others).flat()], variables),
  );
  expect(outcome.output).toMatch(/there is no backup of langfuse-test-postgres that RDS goes on copying/);
  expect(outcome.output).toMatch(/nobody knows how old the copies are of: postgres; the lines above say why/);
  expect(outcome.exitCode).toBe(1);
  expect(lines).toHaveLength(4);
});

const missing: readonly { when: string; copy: Copy; answers: Answers; says: RegExp }[] = [
  {
    when: "the vault holds nothing that is complete",
    copy: "vault",
    answers: [vault("None")],
    says: /no complete copy in the vault langfuse-test-copies in eu-north-1;/,
  },
  {
    when: "S3 reports nothing of events",
    copy: "events",
    answers: [reported("ReplicationLatency", "None")],
    says: /S3 has reported no ReplicationLatency of blobs to eu-north-1 for half an hour;/,
  },
  {
    when: "a secret has no copy",
    copy: "secrets",
    answers: [secret("eu-north-1", "salt", "")],
    says: /langfuse-test\/salt has no value here, or none in eu-north-1;/,
  },
  {
    when: "no backup of ClickHouse is whole there",
    copy: "clickhouse",
    answers: names.map((name) => objects(there, name, [7])),
    says: /none of the newest backups of ClickHouse is whole in eu-north-1;/,
  },
];

it.each(missing)("fails when $when", ({ copy, answers, says: words }) => {
  const { exitCode, output } = measure(copy, answers);
  expect(output).toMatch(words);
  expect(exitCode).toBe(1);
});

it.each(Object.keys(ordinary))("fails when nobody answers what is asked of %s", (copy) => {
  expect(verify(`copies ${copy}`, []).exitCode).not.toBe(0);
});

describe("a backup of ClickHouse", () => {
  const minutes = (...answers: Answers) =>
    /copy of clickhouse in eu-north-1 is (\d+) minutes behind/.exec(
      measure("clickhouse", answers).output,
    )?.[1];

  it.each([
    { when: "an object of it is missing there", answer: objects(there, newest, [7]) },
    { when: "an object of it has another size there", answer: objects(there, newest, [7, 9]) },
    {
      when: "nobody may see what it consists of",
      answer: [`${here} clickhouse/${newest}/ --output`, "'; exit 1; '"],
    },
  ] as const)("does not count while $when", ({ answer }) => {
    expect(minutes(answer)).toBe("90");
  });

  it("does not count without its base", () => {
    const base = "20261122T052000Z-full";
    expect(minutes(says(newest, base), objects(here, base, [7]), objects(there, base, []))).toBe("90");
  });

  it("counts when more is there than here: deletions are not repeated", () => {
    expect(minutes(objects(there, newest, [7, 8, 9]))).toBe("30");
  });
});

it("counts from when a secret got a value that has not come there", () => {
  const { exitCode, output } = measure("secrets", [
    secret("eu-west-1", "salt", "salt-2", "2026-11-23T12:30:00+00:00"),
  ]);
  expect(output).toMatch(/salt has another value in eu-north-1, which was replaced here 20 minutes ago/);
  expect(output).toMatch(/the copy of secrets in eu-north-1 is 20 minutes behind/);
  expect(exitCode).toBe(0);
});

it("refuses a copy that it does not know, and variables without a value", () => {
  expect(verify("copies queue", []).output).toMatch(/there is no copy of 'queue'; name one of postgres/);
  expect(verify("copies vault", [], { COPIES_VAULT: "" }).output).toMatch(/no value for COPIES_VAULT;/);
});
