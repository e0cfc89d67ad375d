import { reference } from "../../support/terraform-json";
import { all, exactly, referenceTo } from "../expectations";
import { each, rewriteStatements } from "../mutants";
import { type PlatformResource, resources } from "../platform";
import { boundTo, listed, policiesOf, type RenderedStatement } from "../policy-statements";
import { requires } from "../requires";
import type { Expectation, Rule } from "../rule";

const place = { type: "aws_iam_role_policy", argument: "policy" };

/** What Langfuse may do in AWS. */
export const langfuseRules: readonly Rule[] = [
  {
    id: "langfuse-objects-only",
    rows: ["S12"],
    title: "Langfuse reads, writes and deletes objects of its own folders, and can change no bucket",
    upstream: ["AVD-AWS-0345", "CKV_AWS_288"],
    appliesTo: () => true,
    check: (platform) => {
      const own = resources(platform, place.type)
        .filter(({ stack }) => stack === "langfuse")
        .map(({ address }) => address);
      return policiesOf(platform, [place])
        .filter(({ address }) => own.includes(address))
        .flatMap(({ address, statements }) =>
          statements
            .filter(({ Effect }) => Effect === "Allow")
            .flatMap(({ Action }) => listed(Action))
            .filter((action) => !allowed.includes(action))
            .map((action) => ({ address, problem: `lets Langfuse ${action}` })),
        );
    },
    mutants: (platform) =>
      ["s3:PutLifecycleConfiguration", "s3:DeleteObjectVersion", "s3:*"].flatMap((action) =>
        each(
          platform,
          { type: place.type, name: `with ${action}`, where: ({ stack }) => stack === "langfuse" },
          rewriteStatements("policy", (statement) => ({ ...statement, Action: [action] })),
        ),
      ),
  },
  {
    id: "langfuse-folders-only",
    rows: ["S12"],
    title: "What Langfuse reads, writes and lists are folders that are its own, of one bucket",
    upstream: ["AVD-AWS-0345", "CKV_AWS_288"],
    appliesTo: () => true,
    check: (platform) =>
      policiesOf(platform, [place])
        .filter(({ address }) =>
          resources(platform, place.type).some((one) => one.address === address && isOfLangfuse(one)),
        )
        .flatMap(({ address, statements }) =>
          statements
            .filter((statement) => !staysInFolders(statement))
            .map(({ Sid }) => ({ address, problem: `statement ${Sid} leads out of Langfuse's folders` })),
        ),
    mutants: (platform) => {
      const target = { type: place.type, where: isOfLangfuse };
      return [
        ...each(
          platform,
          { ...target, name: "for another bucket" },
          rewriteStatements("policy", (statement) => ({
            ...statement,
            Resource: [
              reference("aws_s3_bucket.backups_bucket.arn"),
              `${reference("aws_s3_bucket.backups_bucket.arn")}/*`,
            ],
          })),
        ),
        ...each(
          platform,
          { ...target, name: "for every folder" },
          rewriteStatements("policy", (statement) => ({
            ...statement,
            Resource: [`${reference("aws_s3_bucket.blobs_bucket.arn")}/*`],
          })),
        ),
        ...each(
          platform,
          { ...target, name: "that lists everything" },
          rewriteStatements("policy", ({ Condition: _, ...statement }) => statement),
        ),
      ];
    },
  },
  requires({
    id: "langfuse-doors-closed",
    rows: ["P17", "A11"],
    title:
      "Langfuse has no key for its admin API, asks no address inside of the network, and loads nothing in the clear",
    upstream: [],
    type: "helm_release",
    where: ({ arguments: { chart } }) => chart === "langfuse",
    exists: true,
    arguments: {
      values: all(
        mentions('LANGFUSE_CSP_ENFORCE_HTTPS, value: "true"'),
        silentAbout("ADMIN_API_KEY", "WHITELISTED_HOST", "WHITELISTED_IP"),
      ),
    },
  }),
  requires({
    id: "langfuse-identity",
    rows: ["E11"],
    title: "Langfuse gets its role by Pod Identity, for its own service account",
    upstream: ["CIS 5.2.1"],
    type: "aws_eks_pod_identity_association",
    where: ({ stack }) => stack === "langfuse",
    exists: true,
    arguments: { namespace: exactly("langfuse"), role_arn: referenceTo("aws_iam_role") },
  }),
  requires({
    id: "postgres-verified",
    rows: ["R7"],
    title: "Langfuse verifies that it is Postgres who answers",
    upstream: ["CKV2_AWS_69"],
    type: "helm_release",
    where: ({ arguments: { chart } }) => chart === "langfuse",
    exists: true,
    // Prisma's word for it: https://www.prisma.io/docs/orm/overview/databases/postgresql (2026-11)
    arguments: { values: mentions("sslaccept=strict") },
    sample: [
      {
        type: "helm_release",
        name: "sample",
        arguments: { chart: "langfuse", values: ["sslaccept=strict"] },
      },
    ],
  }),
];

const allowed: readonly string[] = [
  "s3:GetObject",
  "s3:PutObject",
  "s3:DeleteObject",
  "s3:AbortMultipartUpload",
  "s3:ListBucket",
  "kms:GenerateDataKey",
  "kms:Decrypt",
];

/** https://github.com/langfuse/langfuse/blob/v4.16.0/packages/shared/src/env.ts: hosts that webhooks and models may be at. */
function silentAbout(...names: readonly string[]): Expectation {
  return {
    expected: `values without ${names.join(", ")}`,
    holds: (value) => !names.some((name) => JSON.stringify(value ?? "").includes(name)),
    violations: (value) =>
      names.map((name) => [value, `langfuse: { additionalEnv: [{ name: ${name} }] }`].flat()),
  };
}

/** Langfuse's pods' own role; other programs of the stack have others. */
function isOfLangfuse({ stack, name }: PlatformResource): boolean {
  return stack === "langfuse" && name === "identity_policy";
}

function staysInFolders(statement: RenderedStatement): boolean {
  const blobs = "\\$\\{aws_s3_bucket\\.blobs_bucket\\.arn\\}|arn:aws:s3:::[\\w-]+-blobs-\\d{12}";
  const objects = new RegExp(`^(${blobs})/(events|media|exports)/\\*$`);
  const bucket = new RegExp(`^(${blobs})$`);
  const lists = boundTo(statement, /^s3:prefix$/);
  return listed(statement.Resource).every(
    (resource) =>
      objects.test(resource) ||
      (bucket.test(resource) &&
        lists.length > 0 &&
        lists.every((prefix) => /^(events|media|exports)\//.test(prefix))) ||
      (/aws_kms_key\.data_key|:key\//.test(resource) && boundTo(statement, /^kms:ViaService$/).length > 0),
  );
}

function mentions(text: string): Expectation {
  return {
    expected: `values with ${text}`,
    holds: (value) => [value].flat().some((document) => String(document).includes(text)),
    violations: (value) => [
      undefined,
      [value].flat().map((document) => String(document).replaceAll(text, "")),
    ],
  };
}
