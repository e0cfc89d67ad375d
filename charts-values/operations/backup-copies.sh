#!/usr/bin/env bash
# Measures how old the newest thing is that each copy in the second region could be restored from:
#
#   backup-copies.sh [postgres | vault | clickhouse | events | secrets]
#
# Without a word it measures all of them, and one that cannot be measured keeps none of the others from it. It fails when a
# copy is missing or nobody could look: how old is too old is for charts-values/alerts/backups.yaml to say. Where AWS says
# something of a copy, it says it in the region of the copy: that is asked, so what fails here fails in a disaster as well.
set -euo pipefail
# shellcheck source=figures.sh
. "$(dirname "$0")/figures.sh"
# shellcheck source=backups.sh
. "$(dirname "$0")/backups.sh"
# shellcheck source=copies.sh
. "$(dirname "$0")/copies.sh"

# shellcheck disable=SC2034 # of copies.sh
readonly page="runbooks/alerts/RegionCopyMissing.md says what to do"
require AWS_REGION COPIES_REGION
# shellcheck disable=SC2034 # likewise
readonly PLACE=$COPIES_REGION

# Backups that RDS goes on copying; those of an instance of before are kept, and copied no more.
measure_postgres() {
  require INSTANCE
  local latest
  latest=$(aws rds describe-db-instance-automated-backups --region "$COPIES_REGION" \
    --db-instance-identifier "$INSTANCE" --output text \
    --query "max(DBInstanceAutomatedBackups[?Status=='replicating'].RestoreWindow.LatestTime)")
  measured_since postgres "$latest" "backup of $INSTANCE that RDS goes on copying"
}

measure_vault() {
  require COPIES_VAULT
  local made
  made=$(aws backup list-recovery-points-by-backup-vault --region "$COPIES_REGION" \
    --backup-vault-name "$COPIES_VAULT" --output text \
    --query "max(RecoveryPoints[?Status=='COMPLETED'].CreationDate)")
  measured_since vault "$made" "complete copy in the vault $COPIES_VAULT"
}

# What a backup consists of. S3 repeats no deletion there, so the lock that ClickHouse removes at the end stays.
objects() { # region, bucket, name
  aws s3api list-objects-v2 --region "$1" --bucket "$2" --prefix "clickhouse/$3/" --output text \
    --query "Contents[?!ends_with(Key, '/.lock')].[Key,Size]" | LC_ALL=C sort
}

# Whether every object of a backup is there, and as large: S3 copies them in no order.
arrived() { # name
  local here there
  here=$(objects "$AWS_REGION" "$BUCKET" "$1") || return
  there=$(objects "$COPIES_REGION" "$COPIES_BACKUPS" "$1") || return
  [ -z "$(LC_ALL=C comm -23 <(echo "$here") <(echo "$there"))" ]
}

measure_clickhouse() {
  require BUCKET COPIES_BACKUPS
  local names name base
  names=$(backup_names)
  # Six hours of them: what is further behind is of no interest.
  for name in $(newest_complete "$names" '*' 6); do
    arrived "$name" || continue
    base=$(base_of "$name")
    [ -z "$base" ] || arrived "$base" || continue
    measured_since clickhouse "$(time_of "$name")"
    return
  done
  fail "none of the newest backups of ClickHouse is whole in $COPIES_REGION" "$page"
}

measure_events() {
  require BLOBS COPIES_BLOBS REPLICATION_RULE
  measure_objects events "$COPIES_REGION" "$BLOBS" "$COPIES_BLOBS"
}

# Id of a secret's current value, and the time from which it is that.
current() { # region, secret
  aws secretsmanager list-secret-version-ids --region "$1" --secret-id "$2" --output text \
    --query "Versions[?contains(VersionStages, 'AWSCURRENT')].[VersionId,CreatedDate]"
}

# Nothing is behind while every value there is the one here.
measure_secrets() {
  require COPIED_NAMES
  local secret id there made age worst=0
  for secret in $COPIED_NAMES; do
    made=$(current "$AWS_REGION" "$secret")
    there=$(current "$COPIES_REGION" "$secret")
    case $made/$there in /* | */) fail "$secret has no value here, or none in $COPIES_REGION" "$page" ;; esac
    id=${made%%[[:space:]]*} made=${made##*[[:space:]]}
    [ "$id" != "${there%%[[:space:]]*}" ] || continue
    age=$(age_of "$made")
    echo "$FIGURES_JOB: $secret has another value in $COPIES_REGION, which was replaced here $((age / 60)) minutes ago"
    [ "$age" -le "$worst" ] || worst=$age
  done
  measured secrets "$worst"
}

measure "${1:-}" postgres vault clickhouse events secrets
