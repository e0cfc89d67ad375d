import type { Row } from "../row";

/** Keys, identities, secrets, logs, backups, supply chain. */
export const identityRows: readonly Row[] = [
  {
    id: "K1",
    severity: "block",
    title: "Keys rotate, take 30 days to delete and cannot be destroyed; their policies name who",
    upstream: ["CKV_AWS_7", "CKV_AWS_33", "CKV_AWS_227", "CKV2_AWS_64", "AVD-AWS-0065", "Nag KMS5"],
  },
  {
    id: "K2",
    severity: "block",
    title: "Data, secrets, logs and backups have keys of their own; a key's deletion is seen",
    upstream: ["WA SEC08"],
  },
  {
    id: "K3",
    severity: "block",
    title: "Nobody may do everything; roles are handed over to named services; no key lasts",
    upstream: [
      ...[
        "CKV_AWS_62",
        "CKV_AWS_63",
        "CKV_AWS_107",
        "CKV_AWS_108",
        "CKV_AWS_109",
        "CKV_AWS_110",
        "CKV_AWS_111",
      ],
      ...[
        "CKV_AWS_273",
        "CKV_AWS_274",
        "CKV_AWS_286",
        "CKV_AWS_287",
        "CKV_AWS_288",
        "CKV_AWS_289",
        "CKV_AWS_290",
      ],
      ...["CKV_AWS_355", "CKV_AWS_356", "AVD-AWS-0057", "AVD-AWS-0342", "Nag IAM4", "Nag IAM5"],
    ],
    tests: [
      "test/policies/role-boundary.test.ts",
      "test/policies/deploy-role.test.ts",
      "test/proof/permissions.test.ts",
    ],
  },
  {
    id: "K4",
    severity: "block",
    title: "A service acts for this account only",
    upstream: ["CKV_AWS_364"],
  },
  {
    id: "K5",
    severity: "block",
    title: "Secrets are encrypted with our key, can be brought back, and what data depends on has a copy",
    upstream: ["CKV_AWS_149", "AVD-AWS-0098"],
    tests: ["test/constructs/application-secrets.test.ts"],
  },
  {
    id: "K6",
    severity: "warn",
    title: "Passwords are rotated every 90 days",
    upstream: ["CKV_AWS_304", "CKV2_AWS_57", "Nag SMG4"],
    tests: ["test/constructs/generated-secret.test.ts"],
    notApplicable:
      "people rotate by raising a counter of the environment (`rotations`), because pods take a new password at a " +
      "rollout; the encryption key and the salt never, because stored keys would be lost with them",
  },
  {
    id: "K7",
    severity: "block",
    title: "No secret value is in a synthesized file, plan, state, log or Helm value",
    upstream: ["CKV_AWS_46", "CKV_SECRET_6"],
    assertions: ["no object holds a secret value"],
    tests: [
      "test/policies/secrets.test.ts",
      "test/policies/ephemeral-values.test.ts",
      "test/policies/canaries.test.ts",
      "test/emulated/unit/secrets-scan.test.ts",
    ],
  },
  {
    id: "K8",
    severity: "block",
    title: "Every log group is encrypted with our key and forgets: audits after a year",
    upstream: ["CKV_AWS_66", "CKV_AWS_158", "CKV_AWS_338", "AVD-AWS-0017"],
  },
  {
    id: "K9",
    severity: "block",
    title: "Alarms reach people, by encrypted topics whose key lets them in",
    upstream: ["CKV_AWS_26", "CKV_AWS_319", "AVD-AWS-0095", "AVD-AWS-0136", "Nag SNS3"],
    tests: ["test/policies/alarms.test.ts", "test/constructs/alarms.test.ts"],
  },
  {
    id: "K10",
    severity: "block",
    title:
      "Snapshots lie in a locked vault, with a copy in one of another region, and restoring is rehearsed",
    upstream: ["CKV_AWS_166", "REL09-BP04"],
    tests: ["test/drills/postgres/restore-script.ts"],
  },
  {
    id: "K11",
    severity: "block",
    title: "States are versioned, encrypted, private and locked",
    upstream: ["WA SEC"],
    tests: ["test/policies/escape-hatches.test.ts"],
  },
  {
    id: "K12",
    severity: "block",
    title: "A mirror of images is immutable, scanned and encrypted",
    upstream: ["CKV_AWS_51", "CKV_AWS_136", "CKV_AWS_163", "AVD-AWS-0030", "AVD-AWS-0031"],
    notApplicable: "this project makes no registry: whoever mirrors images names the mirror in charts-values",
  },
  {
    id: "K13",
    severity: "block",
    title: "Providers, charts and images have exact versions",
    upstream: ["CKV_TF_1"],
    assertions: [
      "every image is an exact version that a node pulls once",
      "web and worker run the version that was read, from a registry that does not count its visitors",
    ],
    tests: [
      "test/policies/lockfile.test.ts",
      "test/policies/workflows.test.ts",
      "test/policies/data-sources.test.ts",
    ],
    notApplicable:
      "no .terraform.lock.hcl: stacks are synthesized anew each time, versions are exact, and Terraform verifies the " +
      "provider's signature when it downloads it",
  },
  {
    id: "K14",
    severity: "block",
    title: "Whoever changes the account is recorded, in every region, in files that nobody changes unseen",
    upstream: ["CKV_AWS_35", "CKV_AWS_36", "CKV_AWS_67", "FSBP CloudTrail.1"],
    tests: ["test/constructs/account-alarms.test.ts"],
    notApplicable:
      "where the account has a trail already (`auditTrail.kind: existing`), its owner answers for it",
  },
];
