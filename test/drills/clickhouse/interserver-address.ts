import { closeSync, openSync, readFileSync, readSync, writeSync } from "node:fs";

/** Bytes between the host, a string, and the port behind it; and between the host and the path of the data. As chdb 3.4.0
 *  lays them out on Linux for x64. */
const HOST_TO_PORT = 24;
const HOST_TO_PATH = 0x70;
/** A string of 24 bytes: its place, its length and its capacity, or up to 22 characters and their number. */
const STRING = 24;
const IN_PLACE = 22;
/** Larger ones hold no such thing, and take long to read. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Tells ClickHouse in this process where other replicas find it. A server's own program takes that from
 *  `interserver_http_port`; the library has no such program, and no replicated table leaves read-only mode without it
 *  (`Parameter 'interserver_http(s)_port' required for replication is not specified`). So it is written where that program
 *  would: before the path of the data, which the path of the flags follows.
 *  @param data - folder of the library, as it was told; more than 22 characters
 *  @throws when not exactly one place looks like that, as in another version or on another platform */
export function tellAddress(data: string, port: number): void {
  const path = `${data}/`;
  if (path.length <= IN_PLACE) throw new Error(`'${data}' is too short; use a folder with a longer name`);
  const memory = openSync("/proc/self/mem", "r+");
  try {
    const bytes = Buffer.alloc(HOST_TO_PORT + 2);
    const hosts = writable()
      .flatMap((region) => placesIn(memory, region, path))
      .map((place) => place - HOST_TO_PATH)
      .filter((place) => read(memory, place, bytes.length).equals(bytes));
    const [host] = hosts;
    if (host === undefined || hosts.length > 1)
      throw new Error(
        `${hosts.length} places look like that of ClickHouse's address; only chdb 3.4.0 on Linux for x64 is known`,
      );
    bytes.write("127.0.0.1");
    bytes.writeUInt8("127.0.0.1".length, STRING - 1);
    bytes.writeUInt16LE(port, HOST_TO_PORT);
    writeSync(memory, bytes, 0, bytes.length, host);
  } finally {
    closeSync(memory);
  }
}

interface Region {
  readonly from: number;
  readonly bytes: number;
}

/** Regions of memory that belong to no file. */
function writable(): Region[] {
  return readFileSync("/proc/self/maps", "utf8")
    .split("\n")
    .flatMap((line) => {
      const [, from = "", to = ""] = /^([0-9a-f]+)-([0-9a-f]+) rw\S+ \S+ \S+ 0\s*$/.exec(line) ?? [];
      return from === "" ? [] : [{ from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) }];
    })
    .map(({ from, to }) => ({ from, bytes: to - from }))
    .filter(({ bytes }) => bytes <= MOST_BYTES);
}

/** Where a string with this path is followed by one with the path of the flags below it. */
function placesIn(memory: number, { from, bytes }: Region, path: string): number[] {
  const content = read(memory, from, bytes);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(path.length));
  const places: number[] = [];
  for (let at = content.indexOf(length, 8); at >= 0; at = content.indexOf(length, at + 1)) {
    const [first, second] = [at - 8, at - 8 + STRING];
    const isPair = at % 8 === 0 && stringAt(memory, content, first) === path;
    if (isPair && stringAt(memory, content, second) === `${path}flags/`) places.push(from + first);
  }
  return places;
}

/** Text of a string that lies elsewhere; undefined when there is none. */
function stringAt(memory: number, content: Buffer, at: number): string | undefined {
  if (at < 0 || at + STRING > content.length || content.readUInt8(at + STRING - 1) !== 0x80) return undefined;
  const [place, length] = [content.readBigUInt64LE(at), content.readBigUInt64LE(at + 8)];
  return length > 4096n ? undefined : read(memory, Number(place), Number(length)).toString();
}

/** As much of it as is there. */
function read(memory: number, from: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  try {
    return buffer.subarray(0, readSync(memory, buffer, 0, bytes, from));
  } catch {
    // Nothing is there any more, or it is none of ours.
    return buffer.subarray(0, 0);
  }
}
