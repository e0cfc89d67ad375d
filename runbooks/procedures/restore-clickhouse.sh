#!/usr/bin/env bash
# Brings ClickHouse back to its newest complete backup that is not newer than TIME. Its page: restore-clickhouse.md
#
#   restore-clickhouse.sh ENV TIME            pauses the workers, restores beside what is there, checks and compares
#   restore-clickhouse.sh ENV TIME --switch   puts the restored tables in the place of the present ones, ends the pause
#   restore-clickhouse.sh ENV TIME --undo     after a switch the other way round; before it only ends the pause
#
#   restore-clickhouse.sh prod 2026-11-23T01:00:00Z
#
# Each asks before it changes something, and may be run again after it was interrupted. --newer-than-postgres takes a
# backup with traces of projects which a Postgres that was restored, too, does not know.
set -euo pipefail
. "$(dirname "$0")/shared.sh"
. "$(dirname "$0")/restore-clickhouse-steps.sh"
help_when_asked "$@"

ENV=${1:-} TIME=${2:-} mode=restore newer=no
for option in "${@:3}"; do
  case $option in
    --switch | --undo) mode=${option#--} ;;
    --newer-than-postgres) newer=yes ;;
    *) problem "'$option' is no option; there are --switch, --undo and --newer-than-postgres" ;;
  esac
done
need aws jq kubectl
check_environment "$ENV"
check_time "$TIME"
check_region
check_cluster "$ENV"
end_at_problems

owner=$(account)
same_installation "$owner"
bucket=langfuse-$ENV-backups-$owner
# An address that the AWS CLI was told, ClickHouse needs as well.
home=${AWS_ENDPOINT_URL:+$AWS_ENDPOINT_URL/$bucket}
home=${home:-https://$bucket.s3.$REGION.amazonaws.com}

restore() {
  echo "ClickHouse of $ENV, to $TIME:"
  choose_backup
  stamp=${backup%%-*} side=restored_${backup%%-*}
  echo "  backup: $backup${base:+, on $base}"
  if exists "replaced_$stamp"; then end_with "this backup is in place already; --undo takes it back"; fi
  check_postgres
  check_space
  echo "  then: workers paused, a database $side beside default, nothing replaced yet"
  confirm "restore $ENV"
  pause_workers
  if ! is_noted "$side"; then
    restore_beside
    check_parts
    write_note
  fi
  # They speak of this database, and go with it.
  drop_views "$side"
  compare
  [ "$(schema_of default)" = "$(schema_of "$side")" ] ||
    echo "The schema of the backup has version $(schema_of "$side"), the present one $(schema_of default): deploy \"$ENV-langfuse\" after the switch, which migrates"
  echo "Workers stay paused. Next: $0 $ENV $TIME --switch, or --undo"
}

# find_restore: the newest database of a restore that is not newer than TIME.
find_restore() {
  side=$(ch "SELECT name FROM system.databases WHERE match(name, '^(restored|replaced)_[0-9TZ]+\$') AND substring(name, 10) <= '$(short_of "$TIME")' ORDER BY substring(name, 10) DESC LIMIT 1")
  [ -n "$side" ] && is_noted "$side" || side=
  [ -n "$side" ] || return 0
  stamp=${side#*_}
  backup=$(noted backup)
  base=$(ch "SELECT text FROM $side.restore_note WHERE what = 'backup'")
}

switch() {
  local table view
  find_restore
  case $side in
    "") end_with "nothing complete was restored to $TIME; run $0 $ENV $TIME first" ;;
    replaced_*) resume_workers && say "this was done already; the tables from before are in $side" && return ;;
  esac
  check_postgres
  echo "The tables of $backup take the place of those in default; the present ones move to replaced_$stamp"
  confirm "switch $ENV"
  pause_workers
  ch "CREATE DATABASE IF NOT EXISTS default ON CLUSTER default ENGINE = Atomic"
  # For the way back, with the views as they were before the first attempt.
  ch "INSERT INTO $side.restore_note SELECT 'present view', name, create_table_query
      FROM system.tables WHERE database = 'default' AND engine LIKE '%View' AND 0 = (SELECT count() FROM $side.restore_note WHERE what = 'present view')"
  drop_views default
  for table in $(noted table); do place "$table"; done
  for view in $(noted view); do ch "RESTORE TABLE default.$view ON CLUSTER default $(from_backup)" >/dev/null; done
  ch "RENAME DATABASE $side TO replaced_$stamp ON CLUSTER default"
  say "default holds $backup; the tables from before are in replaced_$stamp"
  resume_workers
  # What was on its way when the backup began is in the window, too.
  cat <<NEXT

What was ingested since $(long_of "$stamp") is in S3 and not in ClickHouse. Replay it now; see replay-from-s3.md:
  runbooks/procedures/replay.sh $ENV $(minute_before "$(long_of "$stamp")" 10)
A week later, when nobody misses anything:
  ch "DROP DATABASE replaced_$stamp ON CLUSTER default SYNC SETTINGS max_table_size_to_drop = 0"
NEXT
}

undo() {
  local table view
  find_restore
  if [ -n "$side" ]; then
    echo "The tables from before take the place of those of $backup; what was ingested since the switch stays in restored_$stamp"
    confirm "undo $ENV"
    pause_workers
    if [ -n "$(noted 'present view')" ]; then drop_views default; fi
    for table in $(noted table); do take_back "$table"; done
    for view in $(noted 'present view'); do
      ch "$(ch "SELECT text FROM $side.restore_note WHERE what = 'present view' AND name = '$view' FORMAT TSVRaw" |
        sed -E 's/^(CREATE (MATERIALIZED )?VIEW [^ ]+)/\1 ON CLUSTER default/')"
    done
    [ "$side" = "restored_$stamp" ] || ch "RENAME DATABASE $side TO restored_$stamp ON CLUSTER default"
    say "default holds what it held before; the backup is in restored_$stamp"
  fi
  resume_workers
}

read_with_own_role
$mode
