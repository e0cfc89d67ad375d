import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Answers, writeAws } from "./aws-stand-in";

const SCRIPT = join(__dirname, "../../charts-values/operations/backup-verify.sh");
/** Folder of a `date` for which it is always the time in AT. */
const CLOCK = join(__dirname, "../drills/stand-ins");
const NOW = "2026-11-23T12:50:00Z";

/** Runs the job that looks at a store's backups, at ten to one on 23 November 2026, with an AWS that gives these answers.
 *  @param store - or what else stands on its command line, for example `copies events`
 *  @param changed - variables that are not those of its container */
export function verify(store: string, answers: Answers, changed: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "backup-verify-"));
  try {
    writeAws(folder, answers);
    const { status, stdout, stderr } = spawnSync("bash", [SCRIPT, ...store.split(" ")], {
      encoding: "utf8",
      env: {
        PATH: `${folder}:${CLOCK}:${process.env.PATH}`,
        AT: NOW,
        FIGURES_JOB: `backup-verify-${store.split(" ")[0]}`,
        BUCKET: "backups",
        BUCKETS: "blobs backups",
        REPLICATED: "false",
        INSTANCE: "langfuse-test-postgres",
        INSTANCE_ARN: "arn:aws:rds:eu-west-1:123456789012:db:langfuse-test-postgres",
        VAULT: "langfuse-test",
        CACHE: "langfuse-test-cache",
        AWS_REGION: "eu-west-1",
        BLOBS: "blobs",
        COPIES_REGION: "eu-north-1",
        COPIES_VAULT: "langfuse-test-copies",
        COPIES_BLOBS: "copies-blobs",
        COPIES_BACKUPS: "copies-backups",
        VAULT_ACCOUNT: "444444444444",
        VAULT_ABROAD: "arn:aws:backup:eu-west-1:444444444444:backup-vault:langfuse-test-vault",
        BLOBS_ABROAD: "abroad-blobs",
        BACKUPS_ABROAD: "abroad-backups",
        COPIED_STAGE: "copied-to-444444444444",
        REPLICATION_RULE: store.startsWith("account") ? "vault-account" : "all",
        COPIED_NAMES: "langfuse-test/salt langfuse-test/encryption-key",
        LEAST_BYTES: "1000",
        ...changed,
      },
    });
    return { exitCode: status, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
