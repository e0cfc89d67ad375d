#!/usr/bin/env bash
# Copies rows that are missing in Postgres from an instance that was restored beside it. Runs in the pod of
# stores-from-inside.md, which knows both addresses' password. Its page: restore-postgres.md
#
#   copy-rows.sh HOST project ID        the project, and every row that names it
#   copy-rows.sh HOST tables TABLE...   every row of these tables
#
# It counts, and changes nothing; with --execute at the end it copies. What is there already stays as it is. All rows come
# back or none: the foreign keys of these tables are checked at the end, and are then as they were.
set -euo pipefail

fail() {
  echo "copy-rows: $1; $2" >&2
  exit 1
}

# ask HOST[:PORT] ARGUMENT...: as Langfuse, which owns the tables.
ask() {
  local port=${PGPORT:-5432}
  case $1 in *:*) port=${1##*:} ;; esac
  PGUSER=$ROLE PGPASSWORD=$PASSWORD psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 \
    --host="${1%:*}" --port="$port" --dbname="$DATABASE" "${@:2}"
}

tables_of() { # condition on the table t
  ask "$host" --command="SELECT table_name FROM information_schema.tables AS t
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND ($1) ORDER BY 1" </dev/null ||
    fail "$host does not answer" "its address stands in the last lines of restore-postgres.sh"
}

columns_of() { # table; those that it had then, without what Postgres makes itself
  ask "$host" --command="SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = '$1' AND is_generated = 'NEVER'" </dev/null
}

# Into tables of this session first, so that nobody waits while rows travel.
receive() { # table
  local columns
  columns=$(columns_of "$1") || exit 1
  echo "CREATE TEMPORARY TABLE \"came_$1\" ON COMMIT DROP AS SELECT $columns FROM public.\"$1\" WITH NO DATA;"
  echo "COPY \"came_$1\" FROM STDIN;"
  ask "$host" --command="COPY (SELECT $columns FROM public.\"$1\" WHERE $(condition "$1")) TO STDOUT" </dev/null || exit 1
  echo '\.'
}

condition() { # table
  case $kind:$1 in
    project:projects) echo "id = '$id'" ;;
    project:*) echo "project_id = '$id'" ;;
    *) echo true ;;
  esac
}

# Projects refer to dashboards and dashboards to projects: no order of tables would do.
defer() {
  cat <<SQL
CREATE TEMPORARY TABLE deferred ON COMMIT DROP AS SELECT conrelid::regclass AS name, conname FROM pg_constraint
  WHERE contype = 'f' AND NOT condeferrable
    AND conrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname IN ($quoted));
SELECT format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', name, conname) FROM deferred \\gexec
SQL
}

insert() { # table
  cat <<SQL
WITH put AS (INSERT INTO public."$1" ($(columns_of "$1")) SELECT * FROM "came_$1" ON CONFLICT DO NOTHING RETURNING 1)
SELECT format('copy-rows: $1: %s were missing of %s', (SELECT count(*) FROM put), (SELECT count(*) FROM "came_$1"));
SQL
}

statements() {
  echo "BEGIN; SET LOCAL lock_timeout = '10s'; SET LOCAL client_min_messages = warning;"
  for table in $tables; do receive "$table"; done
  defer
  for table in $tables; do insert "$table"; done
  echo "SET CONSTRAINTS ALL IMMEDIATE;"
  # shellcheck disable=SC2028 # psql's own word
  echo "SELECT format('ALTER TABLE %s ALTER CONSTRAINT %I NOT DEFERRABLE', name, conname) FROM deferred \\gexec"
  echo "$end;"
}

main() {
  end=ROLLBACK
  [ "${*: -1}" != --execute ] || { end=COMMIT && set -- "${@:1:$#-1}"; }
  [ $# -ge 3 ] || fail "'$*' is not enough" "give HOST, then 'project' and its id, or 'tables' and their names"
  host=$1 kind=$2
  local wanted
  case $kind in
    project)
      id=$3
      [[ $id =~ ^[A-Za-z0-9_-]+$ ]] || fail "'$id' is no id of a project" "take it from the address of its page"
      wanted="table_name = 'projects' OR EXISTS (SELECT FROM information_schema.columns AS c
        WHERE c.table_schema = 'public' AND c.table_name = t.table_name AND c.column_name = 'project_id')"
      ;;
    tables)
      [[ ${*:3} =~ ^[a-z_\ ]+$ ]] || fail "'${*:3}' are no names of tables" "write them as count-rows.sql prints them"
      wanted="table_name IN ($(printf "'%s'," "${@:3}")'')"
      ;;
    *) fail "'$kind' is neither 'project' nor 'tables'" "give one of them" ;;
  esac
  tables=$(tables_of "$wanted")
  [ "$kind" = project ] || [ "$(wc -w <<<"$tables")" = $(($# - 2)) ] ||
    fail "$host has only $(tr '\n' ' ' <<<"$tables")of ${*:3}" "write them as count-rows.sql prints them"
  # shellcheck disable=SC2086 # one word each
  quoted=$(printf "'%s'," $tables)"''"
  statements | ask "$PGHOST" || fail "nothing was changed" "psql says above why; a row that others need comes with its table"
  [ "$end" = COMMIT ] && echo "copy-rows: they are there now" ||
    echo "copy-rows: nothing was changed; the same with --execute at the end copies them"
}

main "$@"
