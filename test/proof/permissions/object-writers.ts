import type { Claim, Claims, World } from "./claim";
import { strangersBuckets } from "./strangers-buckets";

/** Web and worker of Langfuse. */
export function langfuseClaims(world: World): Claims {
  const { bucket, key, via, elsewhere, arn, account } = world;
  const blobs = bucket("blobs");
  const objects = ["events", "media", "exports"].map((prefix) => `${blobs}/${prefix}/project/1.json`);
  const throughS3 = world.through("s3");
  const object = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"];
  return {
    who: "Pods of Langfuse, web and worker",
    may: [
      { why: "Events, media and exports", actions: object, resources: objects, ...throughS3 },
      {
        why: "Which of them there are",
        actions: ["s3:ListBucket"],
        resources: [blobs],
        context: { "s3:prefix": "events/project/" },
        ...throughS3,
      },
      {
        why: "Their encryption, by way of S3 only",
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        resources: [key("data_key_key")],
        context: via("s3"),
        ...world.through("kms"),
      },
    ],
    mayNot: [
      ...badlySentObjects(objects, key("data_key_key")),
      {
        why: "Who lists a bucket from its root sees every tenant and what comes later",
        actions: ["s3:ListBucket"],
        resources: [blobs],
        context: { "s3:prefix": "" },
      },
      {
        why: "Nothing of Langfuse stands at the root",
        actions: object,
        resources: [`${blobs}/secrets.json`],
      },
      {
        why: "Backups and logs are out of reach of what they protect against",
        actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        resources: ["backups", "access-logs", "edge-logs"].map(
          (purpose) => `${bucket(purpose)}/events/1.json`,
        ),
      },
      ...strangersBuckets(world, "s3:PutObject"),
      {
        why: "Keys are used by way of S3, and only the one of this bucket",
        actions: ["kms:Decrypt"],
        resources: [key("data_key_key")],
      },
      {
        why: "Keys are used by way of S3, and only the one of this bucket",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [key("secrets_key_key"), key("backups_key_key"), key("cluster_keys_secrets_key")],
        context: via("s3"),
      },
      {
        why: "Passwords reach pods as Secrets of Kubernetes",
        actions: ["secretsmanager:GetSecretValue"],
        resources: [world.secret("salt"), elsewhere(world.secret("salt"))],
      },
      {
        why: "Pods need nothing of the network or the cluster",
        actions: ["ec2:AuthorizeSecurityGroupIngress"],
        resources: [arn("ec2", "security-group/sg-1")],
      },
      {
        why: "Pods need nothing of the network or the cluster",
        actions: ["eks:DescribeCluster", "eks:CreateAccessEntry"],
        resources: [arn("eks", `cluster/${account.prefix}`)],
      },
    ],
  };
}

/** ClickHouse, which makes and reads its own backups. */
export function clickhouseClaims(world: World): Claims {
  const { bucket, key, via } = world;
  const backup = `${bucket("backups")}/clickhouse/1`;
  const throughS3 = world.through("s3");
  return {
    who: "ClickHouse, which makes its backups and reads them when it is restored",
    may: [
      {
        why: "Backups",
        actions: [
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:GetObject",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
        resources: [backup],
        ...throughS3,
      },
      {
        why: "Which of them there are",
        actions: ["s3:ListBucket"],
        resources: [bucket("backups")],
        context: { "s3:prefix": "clickhouse/" },
        ...throughS3,
      },
      {
        why: "Their encryption, by way of S3 only",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [key("backups_key_key")],
        context: via("s3"),
      },
    ],
    mayNot: [
      ...badlySentObjects([backup], key("backups_key_key")),
      {
        why: "Events are Langfuse's",
        actions: ["s3:GetObject", "s3:PutObject"],
        resources: [`${bucket("blobs")}/events/1.json`],
      },
      {
        why: "The key opens objects in S3, and nothing that somebody brings along",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [key("backups_key_key")],
      },
      {
        why: "Other keys",
        actions: ["kms:Decrypt"],
        resources: [key("data_key_key"), key("secrets_key_key")],
        context: via("s3"),
      },
      ...strangersBuckets(world, "s3:PutObject"),
    ],
  };
}

/** Uploads as they must not come, of whoever may upload at all. */
function badlySentObjects(objects: readonly string[], keyArn: string): Claim[] {
  const [first = ""] = objects;
  const otherKey = keyArn.replace(/.{4}$/, "ffff");
  const upload = { actions: ["s3:PutObject"], resources: [first] };
  return [
    {
      why: "Nothing travels in the clear",
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: [first],
      context: { "aws:SecureTransport": "false" },
    },
    {
      why: "Nothing travels by TLS that can be broken",
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: [first],
      context: { "s3:TlsVersion": "1.1" },
    },
    {
      ...upload,
      why: "What is not encrypted by our key is lost to us, or readable for others",
      context: {
        "s3:x-amz-server-side-encryption": "aws:kms",
        "s3:x-amz-server-side-encryption-aws-kms-key-id": otherKey,
      },
    },
    {
      ...upload,
      why: "AWS's own key has no policy of ours",
      context: { "s3:x-amz-server-side-encryption": "AES256" },
    },
    {
      ...upload,
      why: "A key of the client's own is how ransom is asked",
      context: { "s3:x-amz-server-side-encryption-customer-algorithm": "AES256" },
    },
  ];
}
