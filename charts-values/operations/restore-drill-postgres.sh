#!/usr/bin/env bash
# Looks into the database that AWS Backup restores once a month for a test, in three containers of one pod, because the
# program of AWS and psql are in different images. Each waits for what the one before writes down:
#
#   restore-drill-postgres.sh find      waits for the restore, and looks whether the instance is as it should be
#   restore-drill-postgres.sh compare   compares it with the Postgres that people use: whatever that one holds from before
#                                       the backup must be in what was restored
#   restore-drill-postgres.sh report    tells AWS Backup, which deletes the instance then, and ends as the drill did
#
# It can write to neither database: it asks functions of charts-values/database-role.sh for fingerprints. What it finds wrong
# with the backup becomes a verdict; where it cannot judge it fails without one.
set -euo pipefail
# shellcheck source=figures.sh
. "$(dirname "$0")/figures.sh"

# Shared by the three.
readonly folder=${FOLDER:-/tmp}
readonly page="runbooks/alerts/PostgresRestoreDrillFailed.md says what to do"
# Seconds before the backup in which rows may have been on their way into the database.
readonly settled=3600
# So many rows of a table are compared; of a larger one every second, third and so on, the same ones on both sides.
readonly most_rows=${MOST_ROWS:-200000}

ends() {
  local status=$?
  [ "$status" = 0 ] || { touch "$folder/failed" && figure succeeded 0; }
}

# For the next container, which never sees half of it.
write() { # file, lines
  printf '%s\n' "${@:2}" >"$folder/$1.part"
  mv "$folder/$1.part" "$folder/$1"
}

# What the one before wrote; when that has failed, it has said why.
await() { # file
  until [ -e "$folder/$1" ]; do
    [ ! -e "$folder/failed" ] || exit 1
    sleep 1
  done
  mapfile -t lines <"$folder/$1"
}

verdict() { # SUCCESSFUL or FAILED, why
  echo "$FIGURES_JOB: $1: $2"
  write verdict "$1" "$2"
}

# Ends this container well: the last one reports what is wrong.
wrong() { # what
  verdict FAILED "$1"
  exit 0
}

# The newest test of the last hours, once it has ended. A test begins within an hour of its time.
await_restore() {
  local deadline=$((SECONDS + ${PATIENCE_SECONDS:-18000})) since
  since=$(date -u -d '-12 hours' +%FT%TZ)
  while :; do
    IFS=$'\t' read -r job status instance began ended made deletion < <(aws backup list-restore-jobs \
      --by-restore-testing-plan-arn "$PLAN_ARN" --by-created-after "$since" --output text --query \
      "sort_by(RestoreJobs, &CreationDate)[-1].[RestoreJobId,Status,CreatedResourceArn,CreationDate,CompletionDate,RecoveryPointCreationDate,DeletionStatus]") || true
    case ${status:-None} in
      COMPLETED) break ;;
      ABORTED | FAILED) fail "AWS Backup could not restore the database: $(aws backup describe-restore-job \
        --restore-job-id "$job" --query StatusMessage --output text)" "runbooks/account/RestoreFailed.md says what to do" ;;
    esac
    [ "$SECONDS" -lt "$deadline" ] || fail "no restore test of the last 12 hours has ended: ${status:-none began}" "$page"
    sleep "${PAUSE_SECONDS:-60}"
  done
  [ "$deletion" = None ] || fail "what $job restored is deleted, or about to be: $deletion" "$page"
}

epoch() { # a time as AWS writes it
  date -u -d "$1" +%s
}

find_restored() {
  require PLAN_ARN KEY_ARN AWS_REGION
  local host port key encrypted public
  await_restore
  IFS=$'\t' read -r host port key encrypted public < <(aws rds describe-db-instances \
    --db-instance-identifier "${instance##*:}" --output text --query \
    "DBInstances[0].[Endpoint.Address,Endpoint.Port,KmsKeyId,StorageEncrypted,PubliclyAccessible]") ||
    fail "${instance##*:} cannot be described" "$page"
  figure seconds $(($(epoch "$ended") - $(epoch "$began")))
  echo "$FIGURES_JOB: $job restored the backup of $made as ${instance##*:}"
  if [ "$encrypted $key" != "True $KEY_ARN" ]; then
    verdict FAILED "it is encrypted with '$key', not with the key of the database"
  elif [ "$public" != False ]; then
    verdict FAILED "it can be reached from the internet"
  fi
  write restored "$job" "$host" "$port" "$(date -u -d "@$(($(epoch "$made") - settled))" '+%F %T+00')"
}

ask() { # host, port, statement
  PGHOST=$1 PGPORT=$2 psql --no-psqlrc --quiet --no-align --tuples-only --field-separator=' ' \
    --set=ON_ERROR_STOP=1 --command="$3" 2>"$folder/error"
}

# Of the database that people use: when it does not answer, that says nothing of the backup.
there() { # statement
  ask "$SOURCE" "$SOURCE_PORT" "$1" || fail "Postgres at $SOURCE did not answer: $(tr '\n' ' ' <"$folder/error")" "$page"
}

here() { # statement
  ask "$host" "$port" "$1"
}

connect() {
  here "SELECT 1" >/dev/null || wrong "nothing answers there as our Postgres with TLS: $(tr '\n' ' ' <"$folder/error")"
  # Its settings came back with it, or its data are there for whoever listens.
  ! PGSSLMODE=disable here "SELECT 1" >/dev/null || wrong "it takes connections without TLS"
}

# Both ways: a migration that only the backup has is as wrong as one that it lacks.
compare_schema() {
  local lacks unknown
  there "SELECT monitor.schema_migrations('$before')" | LC_ALL=C sort >"$folder/source"
  there "SELECT monitor.schema_migrations('infinity')" | LC_ALL=C sort >"$folder/all"
  here "SELECT monitor.schema_migrations('infinity')" | LC_ALL=C sort >"$folder/restored.schema" ||
    wrong "it does not say which migrations it has: $(tr '\n' ' ' <"$folder/error")"
  lacks=$(LC_ALL=C comm -23 "$folder/source" "$folder/restored.schema" | head -n 1)
  unknown=$(LC_ALL=C comm -13 "$folder/all" "$folder/restored.schema" | head -n 1)
  [ -z "$lacks" ] || wrong "it lacks the migration ${lacks% *}, or has another of that name"
  [ -z "$unknown" ] || wrong "it has the migration ${unknown% *}, which the database does not have"
}

compare_rows() {
  local table all rest less each missing=0 rows
  there "SELECT * FROM monitor.made('$before') ORDER BY 1" >"$folder/tables"
  [ -s "$folder/tables" ] || fail "Postgres at $SOURCE has none of the tables that are compared" \
    "name those that it has in charts-values/database-role.sh"
  while read -r table all rest; do
    each=$((all / most_rows + 1))
    there "SELECT monitor.fingerprints('$table', '$before', $each)" | LC_ALL=C sort >"$folder/source"
    here "SELECT monitor.fingerprints('$table', '$before', $each)" | LC_ALL=C sort >"$folder/restored.rows" ||
      wrong "$table cannot be read: $(tr '\n' ' ' <"$folder/error")"
    less=$(LC_ALL=C comm -23 "$folder/source" "$folder/restored.rows" | wc -l)
    missing=$((missing + less))
    [ "$less" = 0 ] || echo "$FIGURES_JOB: $table lacks $less of the rows compared, one in $each of $all"
  done <"$folder/tables"
  rows=$(here "SELECT sum(made) FROM monitor.made('$before')") ||
    wrong "its rows cannot be counted: $(tr '\n' ' ' <"$folder/error")"
  figure rows "$rows"
  figure missing_rows "$missing"
  [ "$missing" = 0 ] || wrong "it lacks $missing rows that the database has from before $before"
  verdict SUCCESSFUL "all migrations, and $rows rows from before $before, of which none that the database has is missing"
}

compare() {
  require SOURCE SOURCE_PORT PGDATABASE PGUSER PGPASSWORD PGSSLMODE PGSSLROOTCERT
  await restored
  [ ! -e "$folder/verdict" ] || return 0
  host=${lines[1]} port=${lines[2]} before=${lines[3]}
  connect
  compare_schema
  compare_rows
}

report() {
  require AWS_REGION
  local job
  await restored
  job=${lines[0]}
  await verdict
  aws backup put-restore-validation-result --restore-job-id "$job" --validation-status "${lines[0]}" \
    --validation-status-message "${lines[1]}" ||
    fail "AWS Backup did not take the verdict, and deletes what it restored when its window ends: ${lines[*]}" "$page"
  [ "${lines[0]}" = SUCCESSFUL ] || fail "the newest backup of Postgres is not what it should be: ${lines[1]}" "$page"
  figure succeeded 1
  echo "$FIGURES_JOB: ${lines[1]}"
}

trap ends EXIT
case ${1:-} in
  find) find_restored ;;
  compare | report) "$1" ;;
  *) fail "there is no step '${1:-}'" "name one of find, compare and report" ;;
esac
