import type { Row } from "../row";

/** S3. */
export const objectRows: readonly Row[] = [
  {
    id: "S1",
    severity: "block",
    title: "Every bucket blocks public access in all four ways",
    upstream: [
      ...["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV2_AWS_6", "Nag S2"],
      ...["AVD-AWS-0086", "AVD-AWS-0087", "AVD-AWS-0091", "AVD-AWS-0093", "AVD-AWS-0094"],
    ],
  },
  {
    id: "S2",
    severity: "block",
    title: "Every bucket refuses plain HTTP and old TLS, allows nobody by `*` and locks nobody out",
    upstream: ["CKV_AWS_379", "CKV_AWS_70", "CKV_AWS_93", "Nag S10"],
  },
  {
    id: "S3",
    severity: "block",
    title: "Data is encrypted with our key, by a bucket key, and with no other key",
    upstream: ["CKV_AWS_19", "CKV_AWS_145", "AVD-AWS-0088", "AVD-AWS-0132"],
    tests: ["test/constructs/bucket.test.ts"],
  },
  {
    id: "S4",
    severity: "block",
    title: "Buckets keep versions, and forget old ones",
    upstream: ["CKV_AWS_21", "AVD-AWS-0090"],
  },
  {
    id: "S5",
    severity: "block",
    title: "A bucket that is ClickHouse's disk has neither versions nor a lifecycle",
    upstream: [],
    notApplicable: "ClickHouse's disks are volumes; it has no bucket but that of its backups",
  },
  { id: "S6", severity: "block", title: "Nothing expires media", upstream: [] },
  {
    id: "S7",
    severity: "block",
    title: "Events live for 30 days at least, and a log names each: what a replay needs",
    upstream: ["CKV_AWS_18", "AVD-AWS-0089", "Nag S1"],
    tests: ["test/environments/broken-data.test.ts"],
  },
  {
    id: "S8",
    severity: "block",
    title: "Log buckets admit log services of this account, and are not their own target",
    upstream: ["CKV_AWS_18", "AVD-AWS-0089"],
    tests: ["test/constructs/load-balancer-logs.test.ts"],
  },
  {
    id: "S9",
    severity: "block",
    title: "Unfinished uploads go within a week; the bucket owns its objects",
    upstream: ["CKV_AWS_300", "CKV2_AWS_61", "CKV2_AWS_65"],
  },
  {
    id: "S10",
    severity: "block",
    title: "Backups are locked, have a key of their own and a copy in another region",
    upstream: ["CKV_AWS_144", "REL09-BP04"],
    // Who writes backups deletes no version and changes no bucket.
    tests: ["test/proof/permissions.test.ts"],
  },
  { id: "S11", severity: "block", title: "A bucket with data cannot be destroyed", upstream: [] },
  {
    id: "S12",
    severity: "block",
    title: "Langfuse reads, writes and deletes objects of its folders, and no more",
    upstream: ["AVD-AWS-0345", "CKV_AWS_288"],
    tests: ["test/constructs/langfuse-permissions.test.ts"],
  },
];
