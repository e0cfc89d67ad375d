import { RdsBackups } from "../shim/rds-backups";
import { motoWith, queryCall, textOf } from "./calls";

const source = { SourceDBInstanceArn: "arn:aws:rds:eu-west-1:111111111111:db:a" };
const copies = { DBInstanceAutomatedBackupsArn: "arn:aws:rds:eu-central-1:111111111111:auto-backup:ab-a" };

function asked(region: string) {
  const { layer } = new RdsBackups("eu-west-1:111111111111");
  const { answer, calls } = motoWith({});
  const ask = (operation: string, parameters: Record<string, string> = {}, place = region) =>
    layer({ ...queryCall("rds", operation, parameters), region: place }, answer);
  return { ask, calls };
}

describe("the shim of copied backups", () => {
  it("shows what is copied in its region, by the key and the days that were asked for", async () => {
    const { ask } = asked("eu-central-1");
    await ask("StartDBInstanceAutomatedBackupsReplication", {
      ...source,
      KmsKeyId: "key-there",
      BackupRetentionPeriod: "35",
    });
    const shown = await textOf(ask("DescribeDBInstanceAutomatedBackups", copies));
    expect(shown).toMatch(/<KmsKeyId>key-there<.*<Status>replicating</);
    expect(shown).toContain("<BackupRetentionPeriod>35<");
    for (const name of ["DBInstanceIdentifier", "DBInstanceAutomatedBackupsArn"])
      expect(await textOf(ask("DescribeDBInstanceAutomatedBackups", { [name]: "other" }))).not.toContain(
        "ab-a",
      );
    expect(await textOf(ask("DescribeDBInstanceAutomatedBackups", {}, "eu-north-1"))).not.toContain("ab-a");
  });

  it("keeps copies when copying ends, and lets nobody delete them before", async () => {
    const { ask } = asked("eu-central-1");
    await ask("StartDBInstanceAutomatedBackupsReplication", source);
    expect((await ask("DeleteDBInstanceAutomatedBackup", copies)).status).toBe(400);
    await ask("StopDBInstanceAutomatedBackupsReplication", source);
    expect(await textOf(ask("DescribeDBInstanceAutomatedBackups"))).toContain("<Status>retained<");
    expect((await ask("DeleteDBInstanceAutomatedBackup", copies)).status).toBe(200);
    expect(await textOf(ask("DescribeDBInstanceAutomatedBackups"))).not.toContain("ab-a");
  });

  it("refuses to stop what was never started", async () => {
    expect(
      (await asked("eu-central-1").ask("StopDBInstanceAutomatedBackupsReplication", source)).status,
    ).toBe(400);
  });

  it("leaves the region of the database, and everything else, to moto", async () => {
    const { ask, calls } = asked("eu-west-1");
    await ask("DescribeDBInstanceAutomatedBackups");
    await ask("DescribeDBInstances", {}, "eu-central-1");
    expect(calls.map(({ operation }) => operation)).toEqual([
      "DescribeDBInstanceAutomatedBackups",
      "DescribeDBInstances",
    ]);
  });
});
