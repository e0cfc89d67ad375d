import type { Layer } from "./call";
import { Client } from "./client";
import { AwsError } from "./query";
import { stackResources } from "./stack-resources";

/** A change of a stack as the shim reads it. */
interface ChangedStack {
  readonly name: string;
  readonly resources: readonly Resource[];
}

interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly BucketName?: string;
    readonly Bucket?: Reference;
    readonly PolicyDocument?: object;
    readonly LoggingConfiguration?: {
      readonly DestinationBucketName: Reference;
      readonly LogFilePrefix: string;
    };
    readonly BackupVaultName?: string;
    readonly EncryptionKeyArn?: { readonly "Fn::GetAtt": readonly [string, string] };
    readonly LockConfiguration?: object;
  };
}

interface Reference {
  readonly Ref: string;
}

const POLICY = "AWS::S3::BucketPolicy";

/** What moto 5.2 leaves out of a change set's template: where access logs of buckets go, and vaults with their locks. They are
 *  given to moto by the calls that CloudFormation would make. Of policies only those that admit logs: moto obeys every
 *  refusal in one, whatever its conditions. */
export class TemplateProperties {
  /** By the ARN of the change set. */
  private readonly changes = new Map<string, ChangedStack>();

  /** @param account - region and account id as ARNs write them, for example `eu-west-1:111111111111` */
  constructor(private readonly account: string) {}

  readonly layer: Layer = async (call, next) => {
    const { service, operation, parameters } = call;
    if (service !== "cloudformation") return next(call);
    const reply = await next(call);
    if (reply.status !== 200) return reply;
    if (operation === "CreateChangeSet") {
      const [, id = ""] = /<Id>(.*?)<\/Id>/.exec(reply.body.toString()) ?? [];
      const { Resources } = JSON.parse(parameters.get("TemplateBody") ?? "{}");
      this.changes.set(id, { name: parameters.get("StackName") ?? "", resources: Object.values(Resources) });
    }
    if (operation !== "ExecuteChangeSet") return reply;
    const stack = this.changes.get(parameters.get("ChangeSetName") ?? "");
    try {
      if (stack) await this.complete(stack, new Client(this.account, next));
      return reply;
    } catch (error) {
      if (error instanceof AwsError) return error.reply;
      throw error;
    }
  };

  private async complete({ name, resources }: ChangedStack, client: Client): Promise<void> {
    const made = await stackResources(name, client);
    const physical = (logical = "") =>
      made.find(({ logicalId }) => logicalId === logical)?.physicalId ?? `no ${logical}`;
    const policyOf = (bucket: string) =>
      resources.find(({ Type, Properties }) => Type === POLICY && Properties.Bucket?.Ref === bucket)
        ?.Properties.PolicyDocument;
    for (const { Properties } of resources) {
      const { BucketName, LoggingConfiguration, BackupVaultName, LockConfiguration } = Properties;
      if (LoggingConfiguration) {
        const { Ref } = LoggingConfiguration.DestinationBucketName;
        const target = physical(Ref);
        // First: S3 sends no logs to a bucket that does not admit them.
        await client.put("s3", `/${target}?policy`, JSON.stringify(policyOf(Ref)));
        await client.put("s3", `/${BucketName}?logging`, logging(target, LoggingConfiguration.LogFilePrefix));
      }
      if (BackupVaultName === undefined) continue;
      const vault = `/backup-vaults/${BackupVaultName}`;
      const key = physical(Properties.EncryptionKeyArn?.["Fn::GetAtt"][0]);
      const EncryptionKeyArn = `arn:aws:kms:${this.account}:key/${key}`;
      await client.put("backup", vault, JSON.stringify({ EncryptionKeyArn })).catch(ignoreExisting);
      await client.put("backup", `${vault}/vault-lock`, JSON.stringify(LockConfiguration));
    }
  }
}

function logging(target: string, prefix: string): string {
  return `<BucketLoggingStatus><LoggingEnabled><TargetBucket>${target}</TargetBucket><TargetPrefix>${prefix}</TargetPrefix></LoggingEnabled></BucketLoggingStatus>`;
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof AwsError && error.message.includes("already exists"))) throw error;
}
