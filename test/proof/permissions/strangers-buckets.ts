import type { Claim, World } from "./claim";

/** Where traces must not go. */
export function strangersBuckets({ bucket, elsewhere, abroad }: World, action: string): Claim[] {
  return [
    {
      why: "Another environment's bucket, even in the same account",
      actions: [action],
      resources: [`${elsewhere(bucket("blobs"))}/events/1.json`],
    },
    {
      why: "Buckets of others",
      actions: [action],
      resources: ["arn:aws:s3:::billing/events/1.json", `${abroad(bucket("blobs"))}/events/1.json`],
    },
  ];
}
