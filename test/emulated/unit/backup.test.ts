import { Backup } from "../shim/backup";
import { json } from "../shim/call";
import { motoWith, restCall } from "./calls";

const moto = async () => json({ from: "moto" });
const said = async (backup: Backup, method: string, path: string, body: object = {}) => {
  const reply = await backup.layer(restCall("backup", method, path, body), moto);
  return { status: reply.status, ...JSON.parse(reply.body.toString()) };
};

describe("AWS Backup in front of moto", () => {
  it("remembers what a plan copies until it is deleted", async () => {
    const backup = new Backup();
    const selection = { SelectionName: "databases", Resources: ["arn:aws:rds:eu-west-1:1:db:a"] };
    const { SelectionId } = await said(backup, "PUT", "/backup/plans/p/selections/", {
      BackupSelection: selection,
    });
    const path = `/backup/plans/p/selections/${SelectionId}`;
    expect(await said(backup, "GET", path)).toMatchObject({ status: 200, BackupSelection: selection });
    await said(backup, "DELETE", path);
    expect(await said(backup, "GET", path)).toMatchObject({ status: 400 });
    expect(await said(backup, "GET", "/backup/plans/p/selections/")).toMatchObject({
      BackupSelectionsList: [],
    });
  });

  it("has nothing in its vaults, and leaves the rest to moto", async () => {
    const backup = new Backup();
    expect(await said(backup, "GET", "/backup-vaults/v/recovery-points/")).toMatchObject({
      RecoveryPoints: [],
    });
    expect(await said(backup, "GET", "/backup-vaults/v")).toMatchObject({ from: "moto" });
  });

  it("asks moto for tags with the slash that it wants, and for nothing else of another service", async () => {
    const { answer, calls } = motoWith({});
    const { layer } = new Backup();
    await layer(restCall("backup", "GET", "/tags/arn%3Avault"), answer);
    await layer(restCall("backup", "POST", "/tags/arn%3Avault"), answer);
    await layer(restCall("eks", "GET", "/tags/arn%3Acluster"), answer);
    expect(calls.map(({ path }) => path)).toEqual([
      "/tags/arn%3Avault/",
      "/tags/arn%3Avault",
      "/tags/arn%3Acluster",
    ]);
  });
});
