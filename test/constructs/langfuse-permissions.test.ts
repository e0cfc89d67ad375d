import { langfusePermissions } from "../../constructs/langfuse-permissions";
import { blobs } from "../support/langfuse";

describe("the identity", () => {
  const permissions = langfusePermissions({ accountId: "111111111111", region: "eu-west-1" }, blobs);

  it("ends at its three prefixes, for objects and for lists", () => {
    expect(permissions).toMatchObject([
      {
        resources: [
          "arn:aws:s3:::blobs/events/*",
          "arn:aws:s3:::blobs/media/*",
          "arn:aws:s3:::blobs/exports/*",
        ],
      },
      { conditions: { StringLike: { "s3:prefix": ["events/*", "media/*", "exports/*"] } } },
      {},
    ]);
  });

  it("uses the one key through S3 alone", () => {
    expect(permissions[2]).toMatchObject({
      resources: [blobs.keyArn],
      conditions: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
    });
  });
});
