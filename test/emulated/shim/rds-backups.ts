import type { Call, Layer, Reply } from "./call";
import { AwsError, type Fields, queryReply } from "./query";

/** Backups of databases that are copied to another region, which moto 5.2 lacks. As on AWS they outlive the copying, until
 *  they are deleted; nothing is in them. */
export class RdsBackups {
  private readonly own: string;
  /** By region, then by ARN of the database. */
  private readonly copies = new Map<string, Map<string, Fields>>();

  /** @param account - region and account id as ARNs write them, for example `eu-west-1:111111111111` */
  constructor(account: string) {
    [this.own = ""] = account.split(":");
  }

  readonly layer: Layer = async (call, next) => {
    const { service, region } = call;
    if (service !== "rds" || region === this.own) return next(call);
    const copies = this.copies.get(region) ?? new Map<string, Fields>();
    this.copies.set(region, copies);
    const answer = OPERATIONS[call.operation];
    try {
      return answer ? answer(call, copies) : next(call);
    } catch (error) {
      if (error instanceof AwsError) return error.reply;
      throw error;
    }
  };
}

const OPERATIONS: Readonly<Record<string, (call: Call, copies: Map<string, Fields>) => Reply>> = {
  StartDBInstanceAutomatedBackupsReplication: (call, copies) => {
    const source = call.parameters.get("SourceDBInstanceArn") ?? "";
    const [, , , , account = "", , instance = ""] = source.split(":");
    const copy = {
      DBInstanceArn: source,
      DBInstanceIdentifier: instance,
      DBInstanceAutomatedBackupsArn: `arn:aws:rds:${call.region}:${account}:auto-backup:ab-${instance}`,
      BackupRetentionPeriod: call.parameters.get("BackupRetentionPeriod") ?? "7",
      KmsKeyId: call.parameters.get("KmsKeyId") ?? undefined,
      AllocatedStorage: "20",
      Status: "replicating",
    };
    copies.set(source, copy);
    return queryReply(call, { DBInstanceAutomatedBackup: copy });
  },
  StopDBInstanceAutomatedBackupsReplication: (call, copies) => {
    const source = call.parameters.get("SourceDBInstanceArn") ?? "";
    const stopped = { ...found(copies.get(source)), Status: "retained" };
    copies.set(source, stopped);
    return queryReply(call, { DBInstanceAutomatedBackup: stopped });
  },
  DescribeDBInstanceAutomatedBackups: (call, copies) => {
    const filters = ["DBInstanceAutomatedBackupsArn", "DBInstanceIdentifier"].flatMap((name) => {
      const value = call.parameters.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const wanted = [...copies.values()].filter((copy) =>
      filters.every(([name, value]) => copy[name] === value),
    );
    return queryReply(
      call,
      { DBInstanceAutomatedBackups: wanted },
      { DBInstanceAutomatedBackups: "DBInstanceAutomatedBackup" },
    );
  },
  DeleteDBInstanceAutomatedBackup: (call, copies) => {
    const arn = call.parameters.get("DBInstanceAutomatedBackupsArn");
    const [source, copy] = [...copies].find(([, one]) => one.DBInstanceAutomatedBackupsArn === arn) ?? [];
    const { Status } = found(copy);
    if (Status !== "retained")
      throw new AwsError("InvalidDBInstanceAutomatedBackupState", `the backups of ${source} are ${Status}`);
    copies.delete(source ?? "");
    return queryReply(call, { DBInstanceAutomatedBackup: copy });
  },
};

function found(copy: Fields | undefined): Fields {
  if (!copy) throw new AwsError("DBInstanceAutomatedBackupNotFound", "there are no such backups");
  return copy;
}
