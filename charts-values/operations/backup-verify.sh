#!/usr/bin/env bash
# Looks at the backups of one store, as they are, and fails when the newest is missing, old or suspiciously small:
#
#   backup-verify.sh clickhouse | postgres | valkey | s3
#   backup-verify.sh copies [COPY]    as backup-copies.sh does, which looks in the second region
#   backup-verify.sh account [COPY]   as backup-account.sh does, which looks what is known of the vault account
#
# It reads by AWS's own programs, with a role that can change nothing. What it finds becomes figures; that it succeeded at
# all is what the alerts wait for.
set -euo pipefail
# shellcheck source=figures.sh
. "$(dirname "$0")/figures.sh"
# shellcheck source=backups.sh
. "$(dirname "$0")/backups.sh"

readonly page="runbooks/alerts/BackupStale.md says what to do"
readonly untold="S3 does not tell which backups are complete"

# Fails unless a time is young enough, and reports its age.
young() { # what, time, most seconds, figure
  local age
  case $2 in '' | None) fail "$1 is missing" "$page" ;; esac
  age=$(age_of "$2")
  figure "$4" "$age"
  [ "$age" -le "$3" ] || fail "$1 is $((age / 60)) minutes old, more than $(($3 / 60))" "$page"
  echo "$FIGURES_JOB: $1 is $((age / 60)) minutes old"
}

# Bytes of all files of a full backup, as ClickHouse wrote them down.
bytes_of() { # name
  description "$1" | grep -o '<size>[0-9]*' | awk -F'>' '{ bytes += $2 } END { printf "%.0f", bytes }'
}

verify_clickhouse() {
  require BUCKET
  local names newest fulls full base bytes median
  names=$(backup_names)
  newest=$(newest_complete "$names" '*' 1) || fail "$untold" "the line above says why; $page"
  young "the newest complete backup" "${newest:+$(time_of "$newest")}" 7200 age_seconds
  base=$(base_of "$newest")
  [ -z "$base" ] || completed "$base" || fail "$newest needs $base, which is not complete" "$page"
  # The newest, and up to six before it: enough for a median that one odd day does not move.
  fulls=$(newest_complete "$names" full 7) || fail "$untold" "the line above says why; $page"
  full=$(head -n 1 <<<"$fulls")
  young "the newest full backup" "${full:+$(time_of "$full")}" 93600 full_age_seconds
  bytes=$(bytes_of "$full")
  figure bytes "$bytes"
  median=$(tail -n +2 <<<"$fulls" | while read -r name; do
    [ -z "$name" ] || { bytes_of "$name" && echo; }
  done |
    sort -n | awk '{ all[NR] = $1 } END { print NR ? all[int((NR + 1) / 2)] : 0 }')
  # A database of a few megabytes may halve as it likes.
  if [ "$median" -gt "${LEAST_BYTES:-100000000}" ]; then
    figure percent_of_median $((bytes * 100 / median))
    [ $((bytes * 2)) -ge "$median" ] ||
      fail "$full holds $bytes bytes, less than half of the $median before" \
        "runbooks/alerts/BackupTooSmall.md says what to do"
  else
    figure percent_of_median 100
  fi
  echo "$FIGURES_JOB: $full holds $bytes bytes"
}

verify_postgres() {
  require INSTANCE INSTANCE_ARN VAULT
  young "the latest time that Postgres can be restored to" "$(aws rds describe-db-instances \
    --db-instance-identifier "$INSTANCE" --query 'DBInstances[0].LatestRestorableTime' --output text)" 1800 age_seconds
  # Oldest first, which is not promised: sorted here.
  young "the newest copy in the vault" "$(aws backup list-recovery-points-by-backup-vault \
    --backup-vault-name "$VAULT" --by-resource-arn "$INSTANCE_ARN" \
    --query "sort_by(RecoveryPoints[?Status=='COMPLETED'], &CreationDate)[-1].CreationDate" --output text)" \
    93600 vault_age_seconds
}

verify_valkey() {
  require CACHE
  young "the newest snapshot of the queue" "$(aws elasticache describe-snapshots --replication-group-id "$CACHE" \
    --query "sort_by(Snapshots[?SnapshotStatus=='available'].NodeSnapshots[0], &SnapshotCreateTime)[-1].SnapshotCreateTime" \
    --output text)" 93600 age_seconds
}

verify_s3() {
  require BUCKETS BUCKET REPLICATED
  local bucket lock state
  for bucket in $BUCKETS; do
    [ "$(aws s3api get-bucket-versioning --bucket "$bucket" --query Status --output text)" = Enabled ] ||
      fail "$bucket keeps no versions: what is deleted in it is gone" "deploy the data stack, which switches them on"
    [ "$REPLICATED" = true ] || continue
    state=$(aws s3api get-bucket-replication --bucket "$bucket" \
      --query 'ReplicationConfiguration.Rules[].Status' --output text) || state=missing
    case $state in
      *Disabled* | '' | None | missing) fail "$bucket is not replicated: its rules are '$state'" "deploy the data stack" ;;
    esac
  done
  lock=$(aws s3api get-object-lock-configuration --bucket "$BUCKET" \
    --query 'ObjectLockConfiguration.Rule.DefaultRetention.Mode' --output text) || lock=missing
  case $lock in
    GOVERNANCE | COMPLIANCE) ;;
    *) fail "$BUCKET does not lock what is written to it" "deploy the data stack" ;;
  esac
  echo "$FIGURES_JOB: $BUCKETS keep versions; $BUCKET is locked"
}

case ${1:-} in
  clickhouse | postgres | valkey | s3) "verify_$1" ;;
  copies | account) exec bash "$(dirname "$0")/backup-$1.sh" "${@:2}" ;;
  *) fail "there is no store '${1:-}'" "name one of clickhouse, postgres, valkey and s3, or copies, or account" ;;
esac
