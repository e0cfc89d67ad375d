import type { Block, Json } from "../../stacks/adopt/json";

/** First bytes of what clients of Kubernetes send as protobuf. */
const MAGIC = Buffer.from("k8s\0");

/** Whether something was sent as protobuf and not as JSON or YAML. */
export function isProtobuf(sent: Buffer): boolean {
  return sent.subarray(0, MAGIC.length).equals(MAGIC);
}

/** A Secret as Helm sends it, with the fields that Helm writes. Numbers of the fields:
 *  https://github.com/kubernetes/api/blob/v0.34.0/core/v1/generated.proto and
 *  https://github.com/kubernetes/apimachinery/blob/v0.34.0/pkg/runtime/generated.proto */
export function secretOf(sent: Buffer): Json {
  const secret = message(bytesOf(message(sent.subarray(MAGIC.length)), 2));
  const metadata = message(bytesOf(secret, 1));
  const version = bytesOf(metadata, 6).toString();
  return {
    metadata: {
      name: bytesOf(metadata, 1).toString(),
      ...(version ? { resourceVersion: version } : {}),
      labels: mapOf(metadata, 11, (value) => value.toString()),
    },
    data: mapOf(secret, 2, (value) => value.toString("base64")),
    type: bytesOf(secret, 3).toString(),
  };
}

/** Fields that hold bytes, in order; numbers and flags are left out.
 *  https://protobuf.dev/programming-guides/encoding/ */
function message(bytes: Buffer): readonly (readonly [number, Buffer])[] {
  const fields: (readonly [number, Buffer])[] = [];
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes.readUInt8(at++);
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const [field, kind] = split(number());
    if (kind !== 0 && kind !== 2) throw new Error(`the tests know no field of kind ${kind}; teach them`);
    const length = number();
    if (kind === 0) continue;
    fields.push([field, bytes.subarray(at, at + length)]);
    at += length;
  }
  return fields;
}

function split(tag: number): readonly [number, number] {
  return [tag >> 3, tag & 7];
}

function bytesOf(fields: ReturnType<typeof message>, wanted: number): Buffer {
  return fields.find(([field]) => field === wanted)?.[1] ?? Buffer.alloc(0);
}

function mapOf(fields: ReturnType<typeof message>, wanted: number, as: (value: Buffer) => string): Block {
  const entries = fields.filter(([field]) => field === wanted).map(([, entry]) => message(entry));
  return Object.fromEntries(entries.map((entry) => [bytesOf(entry, 1).toString(), as(bytesOf(entry, 2))]));
}
