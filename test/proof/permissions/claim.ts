import type { Account } from "../account/account";
import type { Policy } from "../account/policies";

/** Something that is permitted or refused; lists stand for each of their elements with each of the others. */
export interface Claim {
  /** What it is good for, or what would be lost if it were permitted. */
  readonly why: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly context?: Readonly<Record<string, string | string[]>>;
  /** Short name of the VPC endpoint on the way. */
  readonly through?: string;
  /** Who asks: services, or ARNs of roles or identity providers.
   *  @default - the party of whom it is claimed */
  readonly as?: readonly string[];
}

/** What is claimed of one role, service or other party. */
export interface Claims {
  /** Who that is, as a sentence. */
  readonly who: string;
  readonly may: readonly Claim[];
  readonly mayNot: readonly Claim[];
}

/** Claims of a party that is no role of ours. */
export interface Party extends Claims {
  readonly name: string;
  readonly principal: string;
  /** @default - none of its own */
  readonly identity?: readonly Policy[];
}

/** ARNs that the tables speak of. */
export interface World {
  readonly account: Account;
  /** For example `bucket("blobs")`. */
  readonly bucket: (purpose: string) => string;
  /** Every bucket of the stacks. */
  readonly buckets: readonly string[];
  /** Those that hold what nobody else has, and their copies where there are some. */
  readonly dataBuckets: readonly string[];
  /** For example `key("data_key_key")`. */
  readonly key: (name: string) => string;
  readonly keys: readonly string[];
  /** For example `secret("salt")`. */
  readonly secret: (name: string) => string;
  readonly role: (name: string) => string;
  readonly arn: (service: string, resource: string) => string;
  /** In the region where AWS tells of its global services. */
  readonly globalArn: World["arn"];
  /** The same ARN in an environment of another name in the same account, which is the hardest to keep apart. */
  readonly elsewhere: (arn: string) => string;
  /** The same thing in another account. */
  readonly abroad: (arn: string) => string;
  /** By the VPC endpoint of a service, where there is one. */
  readonly through: (service: string) => Pick<Claim, "through">;
  /** Of the condition `kms:ViaService`. */
  readonly via: (service: string) => { readonly "kms:ViaService": string };
  readonly state: string;
  /** What a request to a region says in which the environment has nothing. */
  readonly thirdRegion: { readonly "aws:RequestedRegion": string };
  /** The second region, where there is one: ARNs there, and what a request to it says. */
  readonly copies?: {
    readonly arn: (service: string, resource: string) => string;
    readonly there: { readonly "aws:RequestedRegion": string };
    readonly via: World["via"];
  };
}

/** The ARNs of one account. */
export function worldOf(account: Account): World {
  const { graph, prefix, environment, endpoints, names, stateKeyArn } = account;
  const { accountId, region, disasterRecovery } = environment;
  const arnIn = (place: string) => (service: string, resource: string) =>
    `arn:aws:${service}:${place}:${accountId}:${resource}`;
  const arn = arnIn(region);
  const bucket = (purpose: string) => `arn:aws:s3:::${prefix}-${purpose}-${accountId}`;
  const viaIn =
    (place: string): World["via"] =>
    (service) => ({ "kms:ViaService": `${service}.${place}.amazonaws.com` });
  return {
    account,
    arn,
    globalArn: arnIn("us-east-1"),
    bucket,
    dataBuckets: ["blobs", "backups", ...(disasterRecovery ? ["copies-blobs", "copies-backups"] : [])].map(
      bucket,
    ),
    buckets: graph.ofType("aws_s3_bucket").map(({ address }) => graph.attribute(address, "arn")),
    key: (name) => graph.attribute(`aws_kms_key.${name}`, "arn"),
    keys: [...graph.ofType("aws_kms_key").map(({ address }) => graph.attribute(address, "arn")), stateKeyArn],
    secret: (name) => arn("secretsmanager", `secret:${prefix}/${name}-AbCdEf`),
    role: (name) => `arn:aws:iam::${accountId}:role/${prefix}-${name}`,
    elsewhere: (own) => own.replace(prefix, "langfuse-other"),
    abroad: (own) => own.replace(accountId, "999999999999"),
    through: (service) => (endpoints.has(service) ? { through: service } : {}),
    via: viaIn(region),
    state: `arn:aws:s3:::${names.stateBucket}`,
    thirdRegion: { "aws:RequestedRegion": regionBeside(region, disasterRecovery?.region) },
    copies: disasterRecovery && {
      arn: arnIn(disasterRecovery.region),
      there: { "aws:RequestedRegion": disasterRecovery.region },
      via: viaIn(disasterRecovery.region),
    },
  };
}

function regionBeside(...used: readonly (string | undefined)[]): string {
  return ["us-east-1", "us-east-2", "us-west-2"].find((region) => !used.includes(region)) ?? "";
}

/** Tags of the environment, on a resource or in a request. */
export function tags({ account: { environment } }: World, kind: "RequestTag" | "ResourceTag") {
  return { [`aws:${kind}/environment`]: environment.name, [`aws:${kind}/managed-by`]: "cdktf" };
}

/** A role that no stack of ours makes any more powerful than this. */
export function neverForAnyRole(world: World): Claim[] {
  const { account, key, role, state, dataBuckets, copies } = world;
  const stateKey = { "kms:ResourceAliases": [account.names.stateKeyAlias] };
  return [
    {
      why: "Data must outlive whoever takes over a pod or a node",
      actions: ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:PutKeyPolicy"],
      resources: [key("data_key_key"), key("backups_key_key"), account.stateKeyArn].concat(
        copies ? [key("copies_data_key_key"), key("copies_backups_key_key")] : [],
      ),
    },
    {
      why: "Versions are what is left after a mistake and after an intruder",
      actions: ["s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"],
      resources: dataBuckets.map((name) => `${name}/x`),
    },
    {
      why: "What guards a bucket is not changed by who uses it",
      actions: [
        "s3:PutBucketPolicy",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:DeleteBucket",
      ],
      resources: dataBuckets,
    },
    {
      why: "No role makes another, nor itself stronger",
      actions: [
        "iam:CreateRole",
        "iam:PutRolePolicy",
        "iam:AttachRolePolicy",
        "iam:UpdateAssumeRolePolicy",
        "iam:DeleteRolePermissionsBoundary",
        "iam:PutRolePermissionsBoundary",
      ],
      resources: [role("langfuse"), role("deploy")],
      context: { "iam:PermissionsBoundary": account.names.boundaryArn },
    },
    {
      why: "Who runs workloads does not deploy them",
      actions: ["sts:AssumeRole"],
      resources: [role("deploy"), role("plan")],
    },
    {
      why: "State describes the whole platform",
      actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      resources: [`${state}/${account.environment.name}/data.tfstate`],
    },
    {
      why: "State describes the whole platform",
      actions: ["kms:Decrypt"],
      resources: [account.stateKeyArn],
      context: stateKey,
    },
    {
      why: "Secrets are written by whoever deploys",
      actions: [
        "secretsmanager:PutSecretValue",
        "secretsmanager:DeleteSecret",
        "secretsmanager:PutResourcePolicy",
      ],
      resources: [world.secret("salt")],
    },
  ];
}
