import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";

/** A state as it is stored. */
export interface StoredState {
  /** For example `dev/network.tfstate`. */
  readonly key: string;
  /** JSON, version 4; empty when it was never written. */
  readonly text: string;
}

/** The newest state of every stack in a bucket.
 *  @throws when there is no such bucket: nothing was bootstrapped */
export async function storedStates(s3: S3Client, bucket: string): Promise<StoredState[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  const keys = Contents.flatMap(({ Key = "" }) => (Key.endsWith(".tfstate") ? [Key] : []));
  return Promise.all(
    keys.map(async (key) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return { key, text: (await Body?.transformToString()) ?? "" };
    }),
  );
}
