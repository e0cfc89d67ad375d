#!/usr/bin/env bash
# Backs ClickHouse up to S3: what is new since the newest full backup, and once a day everything.
#
#   DESTINATION/<UTC yyyymmddThhmmssZ>-full/           complete when the object .backup is in it
#   DESTINATION/<UTC yyyymmddThhmmssZ>-incremental/    needs the full one that its .backup names
#
# One replica does it alone, because every replica has every row. The server itself reads and writes S3, with the role of
# its pod: this script knows no key of AWS. Which full backup is the newest the servers remember (system.backup_log, 90
# days): to ask S3 would mean to list every object of every backup. A server that forgot costs a full backup, no more.
set -euo pipefail
# shellcheck source=figures.sh
. "$(dirname "$0")/figures.sh"

require REPLICAS DESTINATION FULL_HOUR CLICKHOUSE_USER CLICKHOUSE_PASSWORD
# Seconds between two questions; tests ask faster.
pause=${PAUSE:-10}
# The longest that an incremental backup may lie behind its base.
hours_of_base=26

ask() { # host, query
  # shellcheck disable=SC2086 # no option is no argument
  clickhouse-client --host "$1" --user "$CLICKHOUSE_USER" ${options:-} --query "$2"
}

# A replica that is behind would back up what is old already.
healthy_replica() {
  local host state
  for host in $REPLICAS; do
    state=$(ask "$host" "SELECT if(countIf(is_readonly) = 0 AND max(absolute_delay) < 300, 'healthy', 'behind or read-only')
      FROM system.replicas WHERE database = 'default'" 2>&1) || state="silent: ${state##*$'\n'}"
    [ "$state" != healthy ] || { echo "$host" && return; }
    echo "$FIGURES_JOB: $host is $state" >&2
  done
  return 1
}

# A run that was cut off leaves its backup running in the server.
wait_for_others() {
  local host name
  for host in $REPLICAS; do
    while name=$(ask "$host" "SELECT any(id) FROM system.backups WHERE status = 'CREATING_BACKUP'" 2>/dev/null) &&
      [ -n "$name" ]; do
      echo "$FIGURES_JOB: $host still makes $name; waiting" >&2
      sleep "$pause"
    done
  done
}

# Names of complete full backups that a server remembers: since its start, and before it.
full_backups() {
  local host tables table
  for host in $REPLICAS; do
    tables=$(ask "$host" "SELECT name FROM system.tables
      WHERE database = 'system' AND name IN ('backups', 'backup_log')" 2>/dev/null) || continue
    for table in $tables; do
      ask "$host" "SELECT DISTINCT extract(name, '/([0-9]{8}T[0-9]{6}Z-full)/') FROM system.$table
        WHERE status = 'BACKUP_CREATED' AND position(name, '$DESTINATION/') > 0 AND name LIKE '%-full/%'" || continue
    done
  done
}

hours_since() { # a name that begins with its time
  local t=$1 at
  at=$(date -u -d "${t:0:4}-${t:4:2}-${t:6:2} ${t:9:2}:${t:11:2}:${t:13:2}" +%s)
  echo $((($(date -u +%s) - at) / 3600))
}

back_up() { # name, base or nothing; the reason of a failure is in $failure
  local name=$1 base=${2:+", base_backup = S3('$DESTINATION/$2/')"} answer silent=0
  failure=$(ask "$replica" "BACKUP DATABASE default TO S3('$DESTINATION/$name/')
    SETTINGS id = '$name'$base ASYNC FORMAT Null" 2>&1) || return 1
  while sleep "$pause"; do
    # A server that restarts is silent for a while, and has then forgotten the backup that it did not finish.
    answer=$(ask "$replica" "SELECT status, compressed_size, total_size, dateDiff('second', start_time, end_time), error
      FROM system.backups WHERE id = '$name' FORMAT TSV" 2>/dev/null) || {
      silent=$((silent + 1))
      [ "$silent" -lt 30 ] || { failure="$replica does not answer any more" && return 1; }
      continue
    }
    silent=0
    IFS=$'\t' read -r status written total seconds failure <<<"$answer"
    case $status in
      CREATING_BACKUP) ;;
      BACKUP_CREATED) return 0 ;;
      '') failure="$replica knows nothing of it: it restarted" && return 1 ;;
      *) return 1 ;;
    esac
  done
}

replica=$(healthy_replica) || fail "no replica of ClickHouse can be backed up" \
  "the lines above say why; runbooks/alerts/ClickHouseReplicaDown.md says what to do"
# From 26.7 on a server uses its own role for a user's statement only when that is allowed; before, no such setting exists.
setting=s3_allow_server_credentials_in_user_queries
[ "$(ask "$replica" "SELECT count() FROM system.settings WHERE name = '$setting'")" = 0 ] || options="--$setting=1"

wait_for_others
base=$(full_backups | sort -u | tail -n 1)
age=$([ -z "$base" ] || hours_since "$base")
kind=incremental
if [ -z "$base" ] || [ "$age" -ge "$hours_of_base" ]; then
  kind=full
elif [ "$(date -u +%-H)" = "$FULL_HOUR" ] && [ "$age" -ge 12 ]; then
  # At a quiet hour; not twice when the last one was late.
  kind=full
fi
[ "$kind" = incremental ] || base=
name=$(date -u +%Y%m%dT%H%M%SZ)-$kind
if ! back_up "$name" "$base"; then
  case $kind$failure in
    incremental*BACKUP_NOT_FOUND*)
      echo "$FIGURES_JOB: S3 has no complete $base; making a full backup" >&2
      kind=full name=$(date -u +%Y%m%dT%H%M%SZ)-full
      back_up "$name" '' || fail "$name failed on $replica: ${failure%%, Stack trace*}" "runbooks/alerts/BackupStale.md says what to do"
      ;;
    *) fail "$name failed on $replica: ${failure%%, Stack trace*}" "runbooks/alerts/BackupStale.md says what to do" ;;
  esac
fi
figure written_bytes "$written" "kind:$kind"
figure total_bytes "$total" "kind:$kind"
figure seconds "$seconds" "kind:$kind"
echo "$FIGURES_JOB: $replica made $name: $written bytes written of $total, in $seconds s"
