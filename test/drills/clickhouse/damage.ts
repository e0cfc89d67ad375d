import { BUCKET, type Store } from "./store";

/** The same length, and one byte another one. */
export function flipped(body: Buffer): Buffer {
  const at = Math.floor(body.length / 2);
  return Buffer.concat([body.subarray(0, at), Buffer.from([(body[at] ?? 0) ^ 0xff]), body.subarray(at + 1)]);
}

/** Puts something else in the place of an object, or nothing, and afterwards the object again. */
export async function whileDamaged(
  { aws }: Store,
  key: RegExp,
  damage: (body: Buffer) => Buffer | undefined,
  work: () => Promise<void>,
): Promise<void> {
  const { Contents = [] } = await aws.s3.listObjectsV2({ Bucket: BUCKET });
  const object = { Bucket: BUCKET, Key: Contents.find(({ Key = "" }) => key.test(Key))?.Key };
  const { Body } = await aws.s3.getObject(object);
  const whole = Buffer.from((await Body?.transformToByteArray()) ?? []);
  const damaged = damage(whole);
  if (damaged) await aws.s3.putObject({ ...object, Body: damaged });
  else await aws.s3.deleteObject(object);
  await work();
  await aws.s3.putObject({ ...object, Body: whole });
}

/** moto accepts any key, unless it is told otherwise. */
export async function askingForKeys(url: string, work: () => Promise<void>): Promise<void> {
  const accept = (requests: number) =>
    fetch(`${url}/moto-api/reset-auth`, { method: "POST", body: String(requests) });
  await accept(0);
  await work();
  await accept(1_000_000);
}
