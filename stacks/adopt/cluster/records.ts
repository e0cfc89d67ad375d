import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import type { ClusterApi } from "./api";

/** What Helm has written down of a release: one Secret for each revision, of which the newest counts.
 *  https://github.com/helm/helm/blob/v3.18.4/pkg/storage/driver/secrets.go */
export interface ReleaseRecord {
  /** `deployed`, `failed`, `pending-install`, … */
  readonly status: string;
  /** Name of its chart. */
  readonly chart: string;
  readonly since: Date;
  /** Writes down that the release has failed, which it may go on from; nothing but the record changes.
   *  @throws when somebody has written to it meanwhile */
  readonly markFailed: () => Promise<void>;
}

const secrets = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        resourceVersion: z.string(),
        creationTimestamp: z.coerce.date(),
        labels: z.object({ version: z.coerce.number() }),
      }),
      data: z.object({ release: z.string() }),
    }),
  ),
});

type Secret = z.infer<typeof secrets>["items"][number];

const release = z.looseObject({
  info: z.looseObject({ status: z.string() }),
  chart: z.looseObject({ metadata: z.looseObject({ name: z.string() }) }),
});

/** The newest record of a release, or nothing where Helm knows of none. */
export async function recordOf(
  api: ClusterApi,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Promise<ReleaseRecord | undefined> {
  const folder = `/api/v1/namespaces/${namespace}/secrets`;
  const selector = encodeURIComponent(`owner=helm,name=${name}`);
  const { items } = secrets.parse(await api.get(`${folder}?labelSelector=${selector}`));
  const newest = items
    .sort((one, other) => one.metadata.labels.version - other.metadata.labels.version)
    .at(-1);
  if (!newest) return undefined;
  const content = contentOf(newest);
  return {
    status: content.info.status,
    chart: content.chart.metadata.name,
    since: newest.metadata.creationTimestamp,
    markFailed: async () => {
      const { name: secret, resourceVersion } = newest.metadata;
      await api.patch(`${folder}/${secret}`, {
        metadata: { resourceVersion, labels: { status: FAILED } },
        data: { release: packed({ ...content, info: { ...content.info, status: FAILED, description } }) },
      });
    },
  };
}

const FAILED = "failed";
/** Terraform gives the description that it imports to all later revisions: true of them, too. */
const description = "Taken in after a deployment that was cut off";

/** Helm packs its JSON and writes it in base64, which the API server does once more. */
function contentOf({ data }: Secret): z.infer<typeof release> {
  const packedOnce = Buffer.from(data.release, "base64").toString();
  return release.parse(JSON.parse(gunzipSync(Buffer.from(packedOnce, "base64")).toString()));
}

function packed(content: z.infer<typeof release>): string {
  const packedOnce = gzipSync(JSON.stringify(content)).toString("base64");
  return Buffer.from(packedOnce).toString("base64");
}
