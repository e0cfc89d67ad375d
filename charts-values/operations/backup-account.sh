#!/usr/bin/env bash
# Measures how old the newest thing is that each copy in the vault account could be restored from, by what is known of it
# here: nobody of this account may ask there.
#
#   backup-account.sh [vault | clickhouse | events | secrets]
#
# Without a word it measures all of them. S3 and AWS Backup say here what they have brought there, and whoever copies secrets
# marks what went. None of them says that it is still there, or that it can be read: its people may have lost it since. It
# fails when nothing says that a copy was made, or nobody could look; how old is too old is for
# charts-values/alerts/backups.yaml to say.
set -euo pipefail
# shellcheck source=figures.sh
. "$(dirname "$0")/figures.sh"
# shellcheck source=backups.sh
. "$(dirname "$0")/backups.sh"
# shellcheck source=copies.sh
. "$(dirname "$0")/copies.sh"

readonly page="runbooks/alerts/AccountCopyMissing.md says what to do"
require AWS_REGION VAULT_ACCOUNT
readonly PLACE="the account $VAULT_ACCOUNT"

# A copy counts from when its original was made, as it does there. AWS Backup lists the jobs of a month.
measure_vault() {
  require VAULT VAULT_ABROAD INSTANCE_ARN
  local original made
  original=$(aws backup list-copy-jobs --region "$AWS_REGION" --by-destination-vault-arn "$VAULT_ABROAD" \
    --by-resource-arn "$INSTANCE_ARN" --by-state COMPLETED --output text \
    --query 'max_by(CopyJobs, &CreationDate).SourceRecoveryPointArn')
  made=$(aws backup list-recovery-points-by-backup-vault --region "$AWS_REGION" --backup-vault-name "$VAULT" \
    --output text --query "max(RecoveryPoints[?RecoveryPointArn=='$original'].CreationDate)")
  measured_since vault "$made" "snapshot that AWS Backup says to have copied"
}

# Second of the clock until which everything that was written to the backups has arrived, or has failed.
copied_until() {
  local newest at behind
  newest=$(reported "$AWS_REGION" "$BUCKET" "$BACKUPS_ABROAD" ReplicationLatency \
    'sort_by(Datapoints, &Timestamp)[-1].[Timestamp, Maximum]') || return
  read -r at behind <<<"$newest"
  echo $(($(date -u -d "$at" +%s) - $(printf '%.0f' "$behind")))
}

# How many objects had no copy made, of those that were written since.
failed_since() { # time
  local failed
  failed=$(replication "$AWS_REGION" "$BUCKET" "$BACKUPS_ABROAD" "$(age_of "$1")" \
    --metric-name OperationsFailedReplication --statistics Sum --period 3600 --query 'sum(Datapoints[].Sum)') || return
  printf '%.0f' "$failed"
}

# Whether a backup is there: its last object, by which it is complete, was written before what has yet to arrive, S3 says of
# it that every copy is made, and of nothing since the backup that it builds on that one failed.
arrived() { # name, second of the clock
  local last written status base failed
  last=$(aws s3api head-object --region "$AWS_REGION" --bucket "$BUCKET" --key "clickhouse/$1/.backup" \
    --query '[LastModified, ReplicationStatus]' --output text) || return
  read -r written status <<<"$last"
  [ "$status" = COMPLETED ] || return 1
  [ "$(date -u -d "$written" +%s)" -le "$2" ] || return 1
  base=$(base_of "$1") || return
  failed=$(failed_since "$(time_of "${base:-$1}")") || return
  [ "$failed" = 0 ]
}

measure_clickhouse() {
  require BUCKET BACKUPS_ABROAD REPLICATION_RULE
  local names name until
  until=$(copied_until)
  names=$(backup_names)
  # Six hours of them: what is further behind is of no interest.
  for name in $(newest_complete "$names" '*' 6); do
    arrived "$name" "$until" || continue
    measured_since clickhouse "$(time_of "$name")"
    return
  done
  fail "none of the newest backups of ClickHouse is whole in $PLACE, as far as S3 says" "$page"
}

measure_events() {
  require BLOBS BLOBS_ABROAD REPLICATION_RULE
  measure_objects events "$AWS_REGION" "$BLOBS" "$BLOBS_ABROAD"
}

# Nothing is behind while every current value has the mark of being there.
measure_secrets() {
  require COPIED_NAMES COPIED_STAGE
  local secret current made copied age worst=0
  for secret in $COPIED_NAMES; do
    current=$(aws secretsmanager list-secret-version-ids --region "$AWS_REGION" --secret-id "$secret" --output text \
      --query "Versions[?contains(VersionStages, 'AWSCURRENT')].[CreatedDate, contains(VersionStages, '$COPIED_STAGE')]")
    read -r made copied <<<"$current"
    case $copied in
      True) continue ;;
      False) ;;
      *) fail "$secret has no value here" "$page" ;;
    esac
    age=$(age_of "$made")
    echo "$FIGURES_JOB: $secret has a value since $((age / 60)) minutes that nobody has copied to $PLACE"
    [ "$age" -le "$worst" ] || worst=$age
  done
  measured secrets "$worst"
}

measure "${1:-}" vault clickhouse events secrets
