import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Aws } from "./support/aws";

/** A text in which no secret may stand. */
export interface Place {
  readonly name: string;
  readonly text: string;
}

/** Sentences about secrets found where they must not be; they name the place and never the whole value. */
export function findSecrets(places: readonly Place[], secrets: readonly string[]): string[] {
  return places.flatMap(({ name, text }) =>
    secrets
      .filter((secret) => disguises(secret).some((disguise) => text.includes(disguise)))
      .map((secret) => `${name} holds the secret that starts with '${secret.slice(0, 8)}'`),
  );
}

/** Every version of every object in the state's bucket. */
export async function statesIn({ s3 }: Aws, bucket: string): Promise<Place[]> {
  const { Versions = [] } = await s3.listObjectVersions({ Bucket: bucket });
  return Promise.all(
    Versions.map(async ({ Key, VersionId }) => {
      const { Body } = await s3.getObject({ Bucket: bucket, Key, VersionId });
      return { name: `s3://${bucket}/${Key} (${VersionId})`, text: (await Body?.transformToString()) ?? "" };
    }),
  );
}

/** Every file of a folder and of those in it, except what Terraform downloaded. */
export function filesIn(folder: string): Place[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.includes(".terraform/providers"))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => ({ name: file, text: readFileSync(file, "latin1") }));
}

/** A value as it is, and as it looks inside JSON, a URL, base64 or hexadecimal digits. */
function disguises(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // Base64 depends on the position modulo three; the letters that touch a neighbour are cut off.
  const encoded = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    return text.slice(Math.ceil((shift * 4) / 3), -1);
  });
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString("hex"),
    ...encoded,
  ];
}
