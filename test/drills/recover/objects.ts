import { deepEqual, equal, ok } from "node:assert/strict";
import type { Report } from "../../support/report";
import type { Drill } from "../drill";
import { endedWell, refused } from "../script";
import { ENVIRONMENT, missingForRecovery, type Scene, startScene } from "./account";

const SCRIPT = "recover-object.sh";
const KEY = "media/project one/picture+1.png";
const NOBODY = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };

/** Somebody deletes objects, once, twice and by the folder, and overwrites one. */
export const recoverObjects: Drill = {
  name: "recover-objects",
  missing: () => missingForRecovery(),
  run: async (report, folder) => {
    const scene = await startScene(folder, "blobs");
    try {
      await rehearse(scene, report);
    } finally {
      await scene.emulator.stop();
    }
  },
};

async function rehearse({ aws: { s3 }, operator, bucket: Bucket }: Scene, report: Report): Promise<void> {
  const step = (name: string, work: () => Promise<void>) => report.step(SCRIPT, name, work);
  const recover = (key: string, ...options: string[]) =>
    operator.runs(SCRIPT, [ENVIRONMENT, key, ...options], { answer: `recover ${ENVIRONMENT}` });
  const put = (Key: string, Body: string) => s3.putObject({ Bucket, Key, Body });
  const text = async (Key: string) => (await s3.getObject({ Bucket, Key })).Body?.transformToString();

  await step("names everything that is wrong with its input", async () => {
    refused(
      await operator.runs(SCRIPT, ["", "s3://bucket/key", "--since", "today", "--bucket", "all", "--now"], {
        variables: { REGION: "" },
      }),
      2,
      [
        "no environment;",
        "'s3://bucket/key' is an address",
        "'today' is no time",
        "'all' is no bucket",
        "'--now' is no option",
        "no region",
      ],
    );
    refused(await operator.runs(SCRIPT, [ENVIRONMENT]), 2, ["no key; the second argument is one"]);
    refused(await recover("media/"), 2, ["'media/' is a folder; say --since TIME"]);
    refused(await recover("media/nothing"), 1, ["has no version of 'media/nothing'; is the key right?"]);
  });
  await step(
    "finds no bucket with the credentials of another account, and asks for some when there are none",
    async () => {
      refused(await operator.runs(SCRIPT, ["staging", KEY]), 1, [
        "the versions in langfuse-staging-blobs-123456789012 cannot be listed; is this an administrator of staging?",
      ]);
      const { status, said } = await operator.runs(SCRIPT, [ENVIRONMENT, KEY], { variables: NOBODY });
      refused({ status, said }, 1, ["AWS accepts no credentials; sign in"]);
      equal(said.match(/stopped: /g)?.length, 1, said);
    },
  );
  const { VersionId: first = "" } = await put(KEY, "first");
  await step("undoes a deletion, also one that was made twice, and asks before", async () => {
    await s3.deleteObject({ Bucket, Key: KEY });
    await s3.deleteObject({ Bucket, Key: KEY });
    refused(await operator.runs(SCRIPT, [ENVIRONMENT, KEY], { answer: "y" }), 1, ["nothing was changed"]);
    ok(endedWell(await recover(KEY)).includes("it is there: 5 bytes"));
    equal(await text(KEY), "first");
  });
  await step("brings an older version back, and keeps the newer one", async () => {
    await put(KEY, "overwritten");
    ok(endedWell(await recover(KEY)).includes("It is there. To make an older version the present one"));
    refused(await recover(KEY, "--version", "unknown"), 1, ["'unknown' is none of these versions"]);
    endedWell(await recover(KEY, "--version", first));
    equal(await text(KEY), "first");
    const { Versions = [] } = await s3.listObjectVersions({ Bucket, Prefix: KEY });
    equal(Versions.length, 3);
  });
  await step("undoes the deletions below a folder, of a time on, and no others", async () => {
    for (let number = 0; number < 520; number++) await put(`events/otel/${number}`, "event");
    await put("events/other", "event");
    const since = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+/, "");
    const { Contents = [] } = await s3.listObjectsV2({ Bucket, Prefix: "events/" });
    await s3.deleteObjects({ Bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })) } });
    ok(endedWell(await recover("events/otel/", "--since", since)).includes("520 objects are back"));
    const { Contents: back = [] } = await s3.listObjectsV2({ Bucket, Prefix: "events/" });
    deepEqual([back.length, back.some(({ Key }) => Key === "events/other")], [520, false]);
    const later = new Date(Date.now() - 1000).toISOString().replace(/\.\d+/, "");
    refused(await recover("events/", "--since", later), 1, [
      `nothing below events/ was deleted since ${later}`,
    ]);
  });
}
