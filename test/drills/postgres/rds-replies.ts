/** Where Terraform has the copies of an instance's backups, and what the other region calls them. */
export const COPIES = "aws_db_instance_automated_backups_replication.copies_postgres_backups";
export const COPIED = "arn:aws:rds:eu-central-1:123456789012:auto-backup:ab-1";

/** A description of an instance whose backups another region copies; the emulator knows none. */
export function withCopies(reply: string, instance: string): string {
  const copies = `<DBInstanceAutomatedBackupsReplications><DBInstanceAutomatedBackupsReplication>
    <DBInstanceAutomatedBackupsArn>${COPIED}</DBInstanceAutomatedBackupsArn>
    </DBInstanceAutomatedBackupsReplication></DBInstanceAutomatedBackupsReplications>`;
  const named = `<DBInstanceIdentifier>${instance}</DBInstanceIdentifier>`;
  return reply.replace(named, `${named}${copies}`);
}

/** What RDS restores has no password of its own yet; what the emulator restores has. */
export function withoutPassword(reply: string, instance: string): string {
  if (!reply.includes(`<DBInstanceIdentifier>${instance}</`)) return reply;
  return reply.replace(/<MasterUserSecret>.*?<\/MasterUserSecret>/s, "");
}
