import {
  CloudFormationClient,
  DeleteStackCommand,
  waitUntilStackDeleteComplete,
} from "@aws-sdk/client-cloudformation";
import { DescribeKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketEncryptionCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  NotFound,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Reach } from "../bootstrap/reach";
import { bootstrapStackName } from "../bootstrap/template";
import { storedStates } from "../states";

/** Days in which `aws kms cancel-key-deletion` brings the key back; the most that KMS offers, and free of charge. */
const PENDING_DAYS = 30;

/** Whether the environment was bootstrapped and not yet removed. */
export async function hasState({ environment: { region }, names }: Reach): Promise<boolean> {
  try {
    await new S3Client({ region }).send(new HeadBucketCommand({ Bucket: names.stateBucket }));
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

/** @throws when Terraform still manages something: without its state, somebody would search the account for it */
export async function refuseFullStates({ environment: { region }, names }: Reach): Promise<void> {
  const states = await storedStates(new S3Client({ region }), names.stateBucket);
  const full = states.filter(({ text }) => managesAnything(text)).map(({ key }) => key);
  if (full.length > 0)
    throw new Error(
      `${full.join(", ")} in ${names.stateBucket} still list resources; destroy these stacks, or find out with ` +
        "'terraform state list' why they stayed, and run the teardown again",
    );
}

/** Terraform's state, version 4, as far as we read it. */
interface TerraformState {
  readonly resources: readonly { readonly mode: "managed" | "data" }[];
}

/** Whether anything is deployed, according to a state as JSON; a state that was never written is empty. */
export function managesAnything(state: string): boolean {
  if (state.trim() === "") return false;
  const { resources }: TerraformState = JSON.parse(state);
  return resources.some(({ mode }) => mode === "managed");
}

/** Removes what `npm run bootstrap` made: the delivery roles, the state bucket, its key. Last of all, because without state
 *  Terraform no longer knows what it manages. It may be repeated: the bucket goes last and names its key.
 *  @returns what was deleted, in the words of a person */
export async function removeBootstrap(reach: Reach): Promise<string[]> {
  const { region } = reach.environment;
  const { stateBucket: Bucket } = reach.names;
  // Keeps bucket and key, as its template says.
  const stack = await removeStack(bootstrapStackName(reach.environment), region);
  if (!(await hasState(reach))) return [stack];
  const client = new S3Client({ region });
  const versions = await emptyBucket(client, Bucket);
  const key = await removeKeyOf(client, Bucket, region);
  await client.send(new DeleteBucketCommand({ Bucket }));
  return [stack, `bucket ${Bucket} with ${versions} versions of states`, key];
}

async function removeStack(StackName: string, region: string): Promise<string> {
  const client = new CloudFormationClient({ region });
  // Ends well where there is no such stack, too.
  await client.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete({ client, minDelay: 2, maxDelay: 10, maxWaitTime: 900 }, { StackName });
  return `CloudFormation stack ${StackName} with the delivery roles`;
}

async function removeKeyOf(s3: S3Client, Bucket: string, region: string): Promise<string> {
  const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  const key =
    ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
  const client = new KMSClient({ region });
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: key }));
  const { KeyId, KeyState } = KeyMetadata ?? {};
  if (KeyState !== "PendingDeletion")
    await client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: PENDING_DAYS }));
  return `key ${KeyId} of the states, in ${PENDING_DAYS} days`;
}

/** @returns how many versions it held */
async function emptyBucket(client: S3Client, bucket: string): Promise<number> {
  const { Versions = [], DeleteMarkers = [] } = await client.send(
    new ListObjectVersionsCommand({ Bucket: bucket }),
  );
  if (Versions.length + DeleteMarkers.length === 0) return 0;
  const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
  const { Errors = [] } = await client.send(
    new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
  );
  const [error] = Errors;
  if (error)
    throw new Error(
      `${Errors.length} versions in ${bucket} cannot be deleted, the first is ${error.Key}: ${error.Message}; ` +
        "run the teardown as one of cluster.access.admins",
    );
  // What did not fit on the first page.
  return Versions.length + (await emptyBucket(client, bucket));
}
