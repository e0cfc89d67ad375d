import { exactly, referenceTo } from "../expectations";
import { each, rewriteStatements } from "../mutants";
import { resources } from "../platform";
import { listed, policiesOf } from "../policy-statements";
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
