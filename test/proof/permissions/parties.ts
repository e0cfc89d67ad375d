import { administrator } from "../account/decide";
import type { Party, World } from "./claim";
import { thieves } from "./inside-the-vpc";
import { services } from "./services";
import { vaultAccountParties } from "./vault-account-parties";

/** Services of AWS, people with every right in the account, and strangers: whoever is no role of ours. */
export function parties(world: World): Party[] {
  return [
    ...services(world),
    administrators(world),
    anonymous(world),
    ...vaultAccountParties(world),
    ...thieves(world),
  ];
}

function administrators(world: World): Party {
  const { account, keys, bucket, buckets, dataBuckets, role, state } = world;
  const { arn, identity } = administrator(account);
  const encrypted = dataBuckets.map((name) => `${name}/x`);
  return {
    name: "Administrators of the account",
    principal: arn,
    identity,
    who: "A role of the account that may do everything and is on no list of ours",
    may: [
      { why: "Keys must be administered by somebody", actions: ["kms:DescribeKey"], resources: keys },
      {
        why: "Whoever administers the account can read what is in it",
        actions: ["s3:GetObject"],
        resources: [`${bucket("blobs")}/events/1.json`],
      },
    ],
    mayNot: [
      {
        why: "State is read and written by who deploys: the delivery roles and `cluster.access.admins`",
        actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        resources: [`${state}/${account.environment.name}/data.tfstate`],
      },
      {
        why: "The history of a state goes by the lifecycle rule only",
        actions: ["s3:DeleteObjectVersion"],
        resources: [`${state}/${account.environment.name}/data.tfstate`],
      },
      {
        why: "Nothing travels in the clear, whoever asks",
        actions: ["s3:GetObject"],
        resources: buckets.map((name) => `${name}/x`),
        context: { "aws:SecureTransport": "false" },
      },
      {
        why: "Nothing travels by TLS that can be broken",
        actions: ["s3:GetObject"],
        resources: [...buckets, state].map((name) => `${name}/x`),
        context: { "s3:TlsVersion": "1.1" },
      },
      {
        why: "State travels as everything else",
        actions: ["s3:GetObject"],
        resources: [`${state}/x`],
        context: { "aws:SecureTransport": "false" },
      },
      {
        why: "Nothing travels in the clear, whoever asks",
        actions: ["sns:Publish"],
        resources: [world.arn("sns", `${account.prefix}-alarms`)],
        context: { "aws:SecureTransport": "false" },
      },
      {
        why: "Data and backups are encrypted by their own keys",
        actions: ["s3:PutObject"],
        resources: encrypted,
        context: { "s3:x-amz-server-side-encryption": "AES256" },
      },
      {
        why: "A key of the client's own is how ransom is asked",
        actions: ["s3:PutObject"],
        resources: encrypted,
        context: { "s3:x-amz-server-side-encryption-customer-algorithm": "AES256" },
      },
      {
        why: "Nobody becomes a workload or the pipeline, not even an administrator",
        actions: ["sts:AssumeRole"],
        resources: account.roles.map(({ name }) => role(name)),
      },
    ],
  };
}

function anonymous({ bucket, buckets, account }: World): Party {
  return {
    name: "Other accounts",
    principal: "arn:aws:iam::999999999999:role/attacker",
    identity: administrator(account).identity,
    who: "Everybody in another account, with every right there",
    may: [],
    mayNot: [
      {
        why: "No bucket admits another account",
        actions: ["s3:GetObject", "s3:PutObject"],
        resources: [...buckets, bucket("state")].map((name) => `${name}/x`),
      },
      {
        why: "No key admits another account",
        actions: ["kms:Decrypt"],
        resources: [...account.graph.ofType("aws_kms_key")].map(({ address }) =>
          account.graph.attribute(address, "arn"),
        ),
      },
      {
        why: "No role trusts another account",
        actions: ["sts:AssumeRole"],
        resources: account.roles.map(({ arn }) => arn),
      },
    ],
  };
}
