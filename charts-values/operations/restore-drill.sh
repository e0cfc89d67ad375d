#!/usr/bin/env bash
# Rehearses what runbooks/procedures/restore-clickhouse.sh does: starts an empty ClickHouse, restores the newest complete
# backup into it, looks at every part, and compares it with the ClickHouse that people use:
#
#   whatever that one holds from before the backup must be in what was restored
#
# Nothing is written anywhere but to the volume of this run. It fails on the first difference, and says so in a figure;
# whether it ran at all the alerts know from Kubernetes.
set -euo pipefail
# shellcheck source=figures.sh
. "$(dirname "$0")/figures.sh"

readonly folder=${WORKSPACE:-/restore}
readonly page="runbooks/alerts/RestoreDrillFailed.md says what to do"
# The newest backup is an hour old at most; the day is for somebody who repeats a drill while backups fail.
readonly hours_back=26
# Rows of the last hours before a backup may have been on their way, or in a queue, when it was made.
readonly settled_hours=6
# So many rows of a table are compared; of a larger one every second, third and so on, the same ones on both sides.
readonly most_rows=${MOST_ROWS:-1000000}

options=
here() { # query, of the ClickHouse that is thrown away
  # shellcheck disable=SC2086 # no option is no argument
  clickhouse-client --host 127.0.0.1 --database system $options --query "$1"
}

there() { # query, of the ClickHouse that people use, as a user who sees names of projects and objects alone
  CLICKHOUSE_PASSWORD=$SOURCE_PASSWORD clickhouse-client --host "$SOURCE" --user "$SOURCE_USER" --query "$1"
}

# Keeps an answer in a file, or ends with what was not possible and ClickHouse's own words.
keep() { # file, here or there, query, what was not possible
  "$2" "$3" >"$folder/$1" 2>"$folder/error" || refuse "$4"
}

refuse() { # what was not possible
  local words
  words=$(cat "$folder/error")
  fail "$1: ${words%%, Stack trace*}" "$page"
}

start() {
  clickhouse-server --config-file="$(dirname "$0")/restore-drill.xml" >"$folder/server.log" 2>&1 &
  server=$!
  # Its Keeper is a moment later than itself.
  for _ in $(seq 120); do
    ! here "SELECT name FROM system.zookeeper WHERE path = '/' LIMIT 1" >/dev/null 2>"$folder/error" || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 1
  done
  fail "no ClickHouse started here: $(tail -n 3 "$folder/server.log" "$folder/error" | tr '\n' ' ')" "$page"
}

ends() {
  local status=$?
  [ -z "${server:-}" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
  figure succeeded $((status == 0))
}

# The newest backup by which there is the object that ClickHouse writes last. Hour by hour: to list all backups would be to
# list every object of every one.
choose() {
  local hour stamp
  for hour in $(seq 0 "$hours_back"); do
    stamp=$(date -u -d "$(date -u '+%F %T') UTC - $hour hours" +%Y%m%dT%H)
    keep names here "SELECT DISTINCT extract(_path, '/([0-9T]+Z-(?:full|incremental))/.backup')
      FROM s3('$BACKUPS/$stamp*/.backup', 'One')" "the folder of backups cannot be read"
    backup=$(sort "$folder/names" | tail -n 1)
    [ -z "$backup" ] || return 0
  done
  fail "there is no complete backup of the last $hours_back hours" "runbooks/alerts/BackupStale.md says what to do"
}

# What is compared of a table: which rows there are by what tells them apart, so that it does not matter which copies of a
# row were merged meanwhile, nor which rows were deleted since.
rows_of() { # table, what tells rows apart, one in so many
  echo "SELECT DISTINCT project_id, $2 FROM default.$1
    WHERE created_at < toDateTime('$settled', 'UTC') AND cityHash64($2) % $3 = 0"
}

# Before the restore, which takes hours: whoever replays events meanwhile makes rows that look old.
ask_source() {
  local entry table all each
  for entry in $TABLES; do
    table=${entry%%:*}
    keep exists there "EXISTS TABLE default.$table" "ClickHouse at $SOURCE cannot be asked"
    [ "$(cat "$folder/exists")" = 1 ] || continue
    keep count there "SELECT count() FROM default.$table" "$table at $SOURCE cannot be read"
    all=$(cat "$folder/count")
    each=$((all / most_rows + 1))
    keep "source.$table" there "$(rows_of "$table" "${entry#*:}" "$each")" "$table at $SOURCE cannot be read"
    compared="$compared $entry:$each"
  done
  [ -n "$compared" ] || fail "ClickHouse at $SOURCE has none of the tables $TABLES" "name those that it has in constructs/clickhouse-reader.ts"
}

restore() {
  local begun
  keep dropped here "DROP DATABASE IF EXISTS default SYNC" "the empty database cannot be dropped"
  begun=$SECONDS
  keep restored here "RESTORE DATABASE default FROM S3('$BACKUPS/$backup/')" "$backup cannot be restored"
  seconds=$((SECONDS - begun))
  keep size here "SELECT sum(rows), sum(bytes_on_disk), count() FROM system.parts WHERE active AND database = 'default'" \
    "nothing is known of the parts"
  IFS=$'\t' read -r rows bytes parts <"$folder/size"
  figure seconds "$seconds"
  figure rows "$rows"
  figure bytes "$bytes"
}

# RESTORE compares lengths and no checksums.
check() {
  local table damaged
  keep tables here "SELECT name FROM system.tables WHERE database = 'default' AND engine LIKE '%MergeTree' ORDER BY name" \
    "nothing is known of the tables"
  while read -r table; do
    keep parts here "CHECK TABLE default.$table SETTINGS check_query_single_value_result = 0" "$table cannot be checked"
    damaged=$(cut -f 2- "$folder/parts" | grep -v '^1' | head -n 1 || true)
    [ -z "$damaged" ] || fail "$table of $backup came back damaged: ${damaged#*$'\t'}" "$page"
  done <"$folder/tables"
}

compare() {
  local entry table what each less missing=0
  for entry in $compared; do
    IFS=: read -r table what each <<<"$entry"
    grep -qx "$table" "$folder/tables" || fail "$backup has no table $table, and $SOURCE has one" "$page"
    keep "restored.$table" here "$(rows_of "$table" "$what" "$each")" "$table cannot be read"
    sorted "source.$table" "restored.$table"
    LC_ALL=C comm -23 "$folder/source.$table" "$folder/restored.$table" >"$folder/missing.$table"
    less=$(wc -l <"$folder/missing.$table")
    missing=$((missing + less))
    [ "$less" = 0 ] || echo "$FIGURES_JOB: $table lacks $less of the rows compared, one in $each; the first, by project and $what:
$(head -n 3 "$folder/missing.$table")"
  done
  figure missing_rows "$missing"
  [ "$missing" = 0 ] || fail "$backup lacks $missing rows that $SOURCE has from before $settled" "$page"
}

sorted() { # files
  local file
  for file in "$@"; do LC_ALL=C sort -T "$folder" -o "$folder/$file" "$folder/$file"; done
}

trap ends EXIT
require BACKUPS REGION SOURCE SOURCE_USER SOURCE_PASSWORD TABLES
compared=
start
# Newer servers read S3 with their own role only for a statement that asks for it; older ones do not know the setting.
setting=s3_allow_server_credentials_in_user_queries
[ "$(here "SELECT count() FROM system.settings WHERE name = '$setting'")" = 0 ] || options="--$setting=1"
choose
settled=$(date -u -d "${backup:0:4}-${backup:4:2}-${backup:6:2} ${backup:9:2}:${backup:11:2}:${backup:13:2} UTC - $settled_hours hours" '+%F %T')
echo "$FIGURES_JOB: $backup is the newest complete backup"
ask_source
restore
check
compare
echo "$FIGURES_JOB: $backup came back in $seconds s: $rows rows in $parts parts, $bytes bytes, and nothing from before $settled is missing"
