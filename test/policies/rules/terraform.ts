import { exactly, matching } from "../expectations";
import { each, eachMissing } from "../mutants";
import { resources } from "../platform";
import { requires } from "../requires";
import { type Rule, replace } from "../rule";

const state = "AWS::S3::Bucket";

/** Terraform itself: where its state lies, and which code it runs. */
export const terraformRules: readonly Rule[] = [
  requires({
    id: "state-stored-safely",
    rows: ["K11"],
    title: "Every stack's state is encrypted with our key, and locked while somebody writes it",
    upstream: ["WA SEC08"],
    type: "terraform",
    exists: true,
    arguments: {
      "backend.s3.encrypt": exactly(true),
      "backend.s3.use_lockfile": exactly(true),
      "backend.s3.kms_key_id": matching(/^arn:aws:kms:/),
      required_version: matching(/^>= 1\.(1[1-9]|[2-9]\d)/),
    },
  }),
  requires({
    id: "state-bucket",
    rows: ["K11"],
    title:
      "The bucket of the states is private, versioned, encrypted with a key of its own, and outlives its stack",
    upstream: ["CKV_AWS_21", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV_AWS_19"],
    type: state,
    exists: true,
    arguments: {
      "VersioningConfiguration.Status": exactly("Enabled"),
      "PublicAccessBlockConfiguration.BlockPublicAcls": exactly(true),
      "PublicAccessBlockConfiguration.BlockPublicPolicy": exactly(true),
      "PublicAccessBlockConfiguration.IgnorePublicAcls": exactly(true),
      "PublicAccessBlockConfiguration.RestrictPublicBuckets": exactly(true),
      "OwnershipControls.Rules.ObjectOwnership": exactly("BucketOwnerEnforced"),
      "BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault.SSEAlgorithm":
        exactly("aws:kms"),
      DeletionPolicy: matching(/^Retain/),
    },
  }),
  requires({
    id: "state-key",
    rows: ["K11", "K1"],
    title: "The key of the states rotates and takes 30 days to delete",
    upstream: ["CKV_AWS_7"],
    type: "AWS::KMS::Key",
    exists: true,
    arguments: {
      EnableKeyRotation: exactly(true),
      PendingWindowInDays: exactly(30),
      DeletionPolicy: matching(/^Retain/),
    },
  }),
  {
    id: "state-bucket-policy",
    rows: ["K11"],
    title: "The bucket of the states has a policy",
    upstream: ["CKV_AWS_379"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, state).length === resources(platform, "AWS::S3::BucketPolicy").length
        ? []
        : [{ address: state, problem: "has no policy" }],
    mutants: (platform) => eachMissing(platform, "AWS::S3::BucketPolicy"),
  },
  {
    id: "providers-exact",
    rows: ["K13"],
    title: "Every provider has an exact version",
    upstream: ["CKV_TF_1"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, "terraform").flatMap(({ address, arguments: { required_providers } }) =>
        Object.entries(Object(required_providers))
          .filter(([, provider]) => !isExact(Object(provider).version))
          .map(([name]) => ({ address, problem: `takes any version of the provider ${name}` })),
      ),
    mutants: (platform) =>
      ["~> 6.0", ">= 6.25.0", undefined].flatMap((version) =>
        each(platform, { type: "terraform", name: `with a provider at '${version}'` }, (block) =>
          replace(block, "required_providers.aws.version", version),
        ),
      ),
  },
  {
    id: "charts-exact",
    rows: ["K13"],
    title: "Every chart of others has an exact version",
    upstream: [],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, "helm_release")
        .filter(({ arguments: { repository } }) => repository !== undefined)
        .filter(({ arguments: { version } }) => !isExact(version))
        .map(({ address }) => ({ address, problem: "takes any version of its chart" })),
    mutants: (platform) =>
      ["^2.0.0", undefined].flatMap((version) =>
        each(
          platform,
          {
            type: "helm_release",
            name: `at '${version}'`,
            where: ({ arguments: { repository } }) => repository !== undefined,
          },
          (block) => replace(block, "version", version),
        ),
      ),
  },
];

function isExact(version: unknown): boolean {
  return typeof version === "string" && /^v?\d+(\.\d+){1,2}$/.test(version);
}
