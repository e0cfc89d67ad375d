/** A bucket and the key that encrypts it, as workload policies need them. */
export interface BlobStoreHandle {
  readonly bucket: string;
  readonly bucketArn: string;
  readonly keyArn: string;
}
