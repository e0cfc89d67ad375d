import { blobPrefixes } from "./blob-store";
import type { Expiry } from "./bucket-lifecycle";
import type { CopiedPurpose } from "./second-region";

/** Days after which objects of each kind go. */
export interface BlobDays {
  readonly eventsDays: number;
  readonly exportsDays: number;
  readonly backupDays: number;
}

/** When objects go by their age, in a bucket and in every copy of it. */
export function blobExpiries(days: BlobDays): Readonly<Record<CopiedPurpose, readonly Expiry[]>> {
  return {
    blobs: [
      { prefix: blobPrefixes.events, days: days.eventsDays },
      { prefix: blobPrefixes.exports, days: days.exportsDays },
    ],
    backups: [{ prefix: "", days: days.backupDays }],
  };
}
