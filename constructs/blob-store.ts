/** A bucket and the key that encrypts it, as workload policies need them. */
export interface BlobStoreHandle {
  readonly bucket: string;
  readonly bucketArn: string;
  readonly keyArn: string;
}

/** Where Langfuse keeps what in its bucket; each ends in a slash, as Langfuse demands of a prefix. */
export const blobPrefixes = {
  /** Every ingested event, as received: the source of a replay. */
  events: "events/",
  /** Files attached to traces. Postgres refers to them for ever, so nothing may expire here. */
  media: "media/",
  /** Files that users asked for and have downloaded since. */
  exports: "exports/",
} as const;
