import { deepEqual, equal, ok } from "node:assert/strict";
import type { DBInstance } from "@aws-sdk/client-rds";
import { onPath } from "../../support/programs";
import type { Report } from "../../support/report";
import type { Drill } from "../drill";
import { Recorder } from "../recorder";
import { endedWell, missingForScripts, Operator, refused } from "../script";
import { account, ENVIRONMENT, PRESENT, startAccount } from "./instances";
import { COPIED, COPIES, withCopies, withoutPassword } from "./rds-replies";
import { isPausedMeanwhile, olderVersion, troubles } from "./restore-troubles";

export const SCRIPT = "restore-postgres.sh";
const HOUR = 3_600_000;
export const TIME = hoursAgo(1);
const STAMP = TIME.replace(/[-:]/g, "").toLowerCase();
export const RESTORED = `${PRESENT}-${STAMP}`;
const BEFORE = `${PRESENT}-before-${STAMP}`;

/** A person restores Postgres by the runbook's script, in an emulated account: which calls it makes, in which order, with
 *  which settings, and that names come and go as promised. */
export const restorePostgres: Drill = {
  name: "restore-postgres",
  missing: () => [
    ...missingForScripts(),
    ...(onPath("moto_server", process.env.PATH)
      ? []
      : ["no 'moto_server' here; pip install 'moto[server]==5.2.1'"]),
  ],
  run: async (report, folder) => {
    const { emulator, aws } = await startAccount(folder);
    const recorder = await Recorder.start(emulator.shim.url);
    try {
      const operator = new Operator(folder, {
        ...emulator.variables,
        AWS_ENDPOINT_URL: recorder.url,
        REGION: account.region,
        KUBECTL_CLUSTER: `arn:aws:eks:${account.region}:${account.accountId}:cluster/langfuse-${ENVIRONMENT}`,
      });
      const instances = async () => (await aws.rds.describeDBInstances({})).DBInstances ?? [];
      await rehearse({ operator, recorder, report, instances });
    } finally {
      recorder.stop();
      await emulator.stop();
    }
  },
};

/** A person, and what AWS is asked for. */
export interface Scene {
  readonly operator: Operator;
  readonly recorder: Recorder;
  readonly report: Report;
  readonly instances: () => Promise<DBInstance[]>;
}

async function rehearse(scene: Scene): Promise<void> {
  const { operator, recorder, report, instances } = scene;
  const step = (name: string, work: () => Promise<void>) => report.step(SCRIPT, name, work);
  const runs = (answer: string, ...options: string[]) =>
    operator.runs(SCRIPT, [ENVIRONMENT, TIME, ...options], { answer: `${answer} ${ENVIRONMENT}` });
  const names = async () =>
    (await instances()).map(({ DBInstanceIdentifier }) => DBInstanceIdentifier).sort();
  const logsOf = async (name: string) =>
    (await instances()).find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === name)
      ?.EnabledCloudwatchLogsExports;

  await step("names everything that is wrong with its input", async () => {
    const wrong = { REGION: "", KUBECTL_CLUSTER: "arn:aws:eks:eu-west-1:123456789012:cluster/langfuse-dev" };
    refused(await operator.runs(SCRIPT, ["-x", "23.11.2026", "--switch", "--now"], { variables: wrong }), 2, [
      "'--now' is no option",
      "'-x' is no environment",
      "'23.11.2026' is no time; write it in UTC to the second",
      "no region",
      "cluster/langfuse-dev', not to langfuse--x",
    ]);
    refused(await operator.runs(SCRIPT, ["nowhere", TIME]), 1, [
      "there is no instance langfuse-nowhere-postgres",
    ]);
    refused(await operator.runs(SCRIPT, [ENVIRONMENT, hoursAgo(36 * 24)]), 1, [
      "further back than the 35 days",
    ]);
  });
  await step("changes nothing without the words, and switches to nothing that is not there", async () => {
    refused(await runs("sure"), 1, ["'sure drill' was typed and not 'restore drill'; nothing was changed"]);
    refused(await runs("switch", "--switch"), 1, [`there is no instance ${RESTORED}; run`]);
    deepEqual(await names(), [PRESENT]);
  });
  await step("makes a new instance beside the present one, with its settings", async () => {
    recorder.pretend = (reply) =>
      recorder.sent("ModifyDBInstance").length === 0 ? withoutPassword(reply, RESTORED) : reply;
    const said = endedWell(await runs("restore"));
    deepEqual(await names(), [PRESENT, RESTORED]);
    ok(said.includes(`--host=${RESTORED}.`), said);
    sendsEverySetting(recorder);
  });
  await step("goes on where it was interrupted, and makes no second one", async () => {
    endedWell(await runs("nobody asks"));
    equal(recorder.sent("RestoreDBInstanceToPointInTime").length, 1);
    // RDS refuses a key for a password that it keeps already.
    const { ManageMasterUserPassword, MasterUserSecretKmsKeyId } = recorder.sent("ModifyDBInstance")[1] ?? {};
    deepEqual([ManageMasterUserPassword, MasterUserSecretKmsKeyId], [undefined, undefined]);
  });
  await troubles(scene);
  await step("exchanges the names, so that the address stays, with workers paused", async () => {
    recorder.pretend = (reply) => withCopies(reply, BEFORE);
    const said = endedWell(await runs("switch", "--switch"));
    deepEqual(await names(), [PRESENT, BEFORE].sort());
    const old = (await instances()).find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === BEFORE);
    deepEqual(old?.TagList?.find(({ Key }) => Key === "restored-to")?.Value, TIME);
    ok(old?.DeletionProtection);
    // Under another name its logs would go to groups that nobody encrypts and nobody expires.
    deepEqual([await logsOf(BEFORE), await logsOf(PRESENT)], [[], ["postgresql", "upgrade"]]);
    ok(said.includes(`terraform import aws_db_instance.postgres_instance ${PRESENT}`), said);
    // Otherwise backups of the instance from before would be copied, and of the present one none.
    ok(said.includes(`terraform state rm ${COPIES}\n  cd -`) && said.includes(`It adds ${COPIES}`), said);
    isPausedMeanwhile(operator);
  });
  await step("refuses to restore again under the same name, and to switch twice", async () => {
    refused(await runs("restore"), 1, ["--undo takes it back"]);
    ok(endedWell(await runs("switch", "--switch")).includes("exchanged already"));
  });
  await step("takes the exchange back", async () => {
    recorder.pretend = (reply) => withCopies(reply, PRESENT);
    const said = endedWell(await runs("undo", "--undo"));
    recorder.pretend = (reply) => reply;
    ok(said.includes(`terraform state rm ${COPIES}\n  terraform import ${COPIES} ${COPIED}`), said);
    deepEqual(await names(), [PRESENT, RESTORED]);
    const present = (await instances()).find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === PRESENT);
    deepEqual(present?.TagList, [{ Key: "environment", Value: ENVIRONMENT }]);
    deepEqual([await logsOf(PRESENT), await logsOf(RESTORED)], [["postgresql", "upgrade"], []]);
    refused(await runs("undo", "--undo"), 1, ["nothing was switched", "delete-db-instance"]);
  });
  await olderVersion(scene);
}

/** The emulator copies settings by itself, RDS does not: what counts is what was sent. */
function sendsEverySetting(recorder: Recorder): void {
  const [restore = {}] = recorder.sent("RestoreDBInstanceToPointInTime");
  const [modify = {}] = recorder.sent("ModifyDBInstance");
  const { RestoreTime, "VpcSecurityGroupIds.VpcSecurityGroupId.1": group, ...rest } = restore;
  equal(RestoreTime, TIME);
  ok(group?.startsWith("sg-"));
  deepEqual(
    { ...rest, Version: undefined },
    {
      Action: "RestoreDBInstanceToPointInTime",
      Version: undefined,
      SourceDBInstanceIdentifier: PRESENT,
      TargetDBInstanceIdentifier: RESTORED,
      DBInstanceClass: "db.m7g.large",
      MultiAZ: "true",
      StorageType: "gp3",
      PubliclyAccessible: "false",
      DBSubnetGroupName: PRESENT,
      DBParameterGroupName: PRESENT,
      AutoMinorVersionUpgrade: "true",
      CopyTagsToSnapshot: "true",
      DeletionProtection: "true",
      MaxAllocatedStorage: "1000",
      EnableIAMDatabaseAuthentication: "true",
      "Tags.Tag.1.Key": "environment",
      "Tags.Tag.1.Value": ENVIRONMENT,
    },
  );
  const { MasterUserSecretKmsKeyId, MonitoringRoleArn, ...others } = modify;
  ok(
    MasterUserSecretKmsKeyId?.includes(":key/") &&
      MonitoringRoleArn?.endsWith(":role/langfuse-drill-postgres-monitoring"),
  );
  deepEqual(
    { ...others, Version: undefined },
    {
      Action: "ModifyDBInstance",
      Version: undefined,
      DBInstanceIdentifier: RESTORED,
      ApplyImmediately: "true",
      BackupRetentionPeriod: "35",
      PreferredBackupWindow: "01:30-02:30",
      PreferredMaintenanceWindow: "sun:03:00-sun:04:00",
      CACertificateIdentifier: "rds-ca-rsa2048-g1",
      MonitoringInterval: "60",
      EnablePerformanceInsights: "true",
      PerformanceInsightsRetentionPeriod: "7",
      ManageMasterUserPassword: "true",
    },
  );
}

function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * HOUR).toISOString().replace(/\.\d+/, "");
}
