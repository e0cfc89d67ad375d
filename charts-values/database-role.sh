#!/bin/sh
# Makes Langfuse's role and database, and a role that may ask some questions, or corrects them: the same twice as once.
# Runs as the master user, who is no superuser in RDS. psql takes the server from the variables that begin with PG.
set -eu

fail() {
  echo "database-role: $1; $2" >&2
  exit 1
}

missing=
for name in PGHOST PGPORT PGUSER PGPASSWORD PGSSLMODE PGSSLROOTCERT ROLE DATABASE PASSWORD MONITOR MONITOR_PASSWORD; do
  eval "[ -n \"\${$name:-}\" ]" || missing="$missing $name"
done
[ -z "$missing" ] || fail "no value for$missing" \
  "constructs/database-role.ts sets them: compare the Secrets that it names with their ExternalSecrets"

# Quoted below wherever they stand; refused here all the same, because Langfuse puts them into a URL as they are.
for name in "$ROLE" "$DATABASE" "$MONITOR"; do
  case $name in
    *[!a-z0-9_]* | [!a-z]*)
      fail "'$name' is no name for a role or a database" "use lower-case letters, digits and _, a letter first" ;;
  esac
done
case $PASSWORD$MONITOR_PASSWORD in
  *[!A-Za-z0-9]*) fail "a password holds more than letters and digits, and Langfuse encodes nothing in its URL" \
    "raise rotations.postgres by one and deploy the data stack, which generates another" ;;
esac

run() {
  psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 "$@"
}

# Whoever it is that answers, before anything is told to it.
PGSSLMODE=require PGSSLROOTCERT='' PGPASSWORD='' pg_isready --quiet --timeout=10 --dbname=postgres ||
  fail "nothing answers as Postgres with TLS on $PGHOST:$PGPORT" \
  "see whether the instance is available, and whether its security group and the pod's network policy let this pod in"
pg_isready --quiet --timeout=10 --dbname=postgres || fail "nothing proves to be Postgres on $PGHOST:$PGPORT" \
  "compare the authority of the instance in RDS with constructs/postgres-authority.ts; no password was sent"
run --dbname=postgres --command='SELECT 1' >/dev/null || fail "the master user '$PGUSER' cannot log in" \
  "RDS replaces its password every seven days and the copy follows within the hour: deploy again then, or refresh the \
ExternalSecret postgres-master"

run --dbname=postgres --set=role="$ROLE" --set=database="$DATABASE" --set=monitor="$MONITOR" <<'SQL' ||
-- A new role may do nothing but what follows.
SELECT format('CREATE ROLE %I', :'role')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
ALTER ROLE :"role" LOGIN NOCREATEDB NOCREATEROLE;
-- Only a member may give a role something to own.
GRANT :"role" TO CURRENT_USER;
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'role')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
ALTER DATABASE :"database" OWNER TO :"role";
REVOKE CONNECT, TEMPORARY ON DATABASE :"database" FROM PUBLIC;
SELECT format('CREATE ROLE %I', :'monitor')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'monitor') \gexec
ALTER ROLE :"monitor" LOGIN NOCREATEDB NOCREATEROLE CONNECTION LIMIT 2;
GRANT CONNECT ON DATABASE :"database" TO :"monitor";
SQL
  fail "role '$ROLE' and database '$DATABASE' are not as they should be" \
    "psql says above what '$PGUSER' may not do: it must be the master user of the instance"

# Langfuse's own functions, so that they may read tables, which the migration makes later. Who may call them sees names,
# states, counts and fingerprints, and no table. Whoever restores a backup of this database finds them in it.
run --dbname="$DATABASE" --set=role="$ROLE" --set=monitor="$MONITOR" <<'SQL' ||
SET ROLE :"role";
SET client_min_messages = warning;
CREATE SCHEMA IF NOT EXISTS monitor;
CREATE OR REPLACE FUNCTION monitor.background_migrations() RETURNS TABLE (state text, name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $body$
BEGIN
  -- As Langfuse 4.16 reads them, worker/src/backgroundMigrations: a worker that has one says so every 15 seconds; one
  -- behind a switch that nobody has put on is asleep, and stays so.
  RETURN QUERY SELECT
    CASE
      WHEN migration.failed_at IS NOT NULL THEN 'failed'
      WHEN migration.worker_id IS NULL AND migration.args ->> 'envGate' IS NOT NULL THEN 'asleep'
      WHEN migration.locked_at > now() AT TIME ZONE 'UTC' - interval '5 minutes' THEN 'running'
      ELSE 'waiting'
    END,
    migration.name
  FROM public.background_migrations AS migration WHERE migration.finished_at IS NULL;
END
$body$;
-- Changes of the schema, as Prisma keeps them.
CREATE OR REPLACE FUNCTION monitor.schema_migrations(before timestamptz) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $body$
BEGIN
  RETURN QUERY SELECT migration.migration_name || ' ' || migration.checksum FROM public._prisma_migrations AS migration
  WHERE migration.finished_at < before AND migration.rolled_back_at IS NULL;
END
$body$;
-- What people have made, where Langfuse 4.16 writes down when, in UTC, and nobody else says it.
CREATE OR REPLACE FUNCTION monitor.tables() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $body$
  SELECT name FROM unnest(ARRAY['annotation_queues', 'api_keys', 'comments', 'dataset_items', 'dataset_runs', 'datasets',
    'llm_api_keys', 'organization_memberships', 'organizations', 'projects', 'prompts', 'score_configs', 'users']) AS name
  WHERE to_regclass('public.' || name) IS NOT NULL
$body$;
CREATE OR REPLACE FUNCTION monitor.made(before timestamptz) RETURNS TABLE (name text, made bigint, newest timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $body$
BEGIN
  FOR name IN SELECT monitor.tables() LOOP
    EXECUTE format('SELECT count(*), max(created_at) AT TIME ZONE ''UTC'' FROM public.%I
      WHERE created_at < $1 AT TIME ZONE ''UTC''', name) INTO made, newest USING before;
    RETURN NEXT;
  END LOOP;
END
$body$;
-- Of one row in so many, the same ones wherever it is asked.
CREATE OR REPLACE FUNCTION monitor.fingerprints(name text, before timestamptz, one_in bigint) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $body$
BEGIN
  IF name NOT IN (SELECT monitor.tables()) THEN RETURN; END IF;
  RETURN QUERY EXECUTE format('SELECT md5(id) FROM public.%I WHERE created_at < $1 AT TIME ZONE ''UTC''
    AND (''x'' || left(md5(id), 8))::bit(32)::bigint %% $2 = 0', name) USING before, one_in;
END
$body$;
-- What people would miss, and only what is there for them: Langfuse 4.16 marks a deleted project and removes it when its
-- traces are gone, and keys of its own agent come and go with each conversation. A table that is not there has no rows.
CREATE OR REPLACE FUNCTION monitor.rows() RETURNS TABLE (name text, present bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $body$
DECLARE
  counted text;
BEGIN
  FOR name, counted IN VALUES ('api_keys', 'NOT is_in_app_agent_key'), ('organization_memberships', 'true'),
    ('organizations', 'true'), ('project_memberships', 'true'), ('projects', 'deleted_at IS NULL'), ('prompts', 'true'),
    ('users', 'true') LOOP
    present := 0;
    IF to_regclass('public.' || name) IS NOT NULL THEN
      EXECUTE format('SELECT count(*) FROM public.%I WHERE %s', name, counted) INTO present;
    END IF;
    RETURN NEXT;
  END LOOP;
END
$body$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA monitor FROM PUBLIC;
GRANT USAGE ON SCHEMA monitor TO :"monitor";
GRANT EXECUTE ON FUNCTION monitor.background_migrations(), monitor.schema_migrations(timestamptz),
  monitor.made(timestamptz), monitor.fingerprints(text, timestamptz, bigint), monitor.rows() TO :"monitor";
SQL
  fail "'$MONITOR' may not ask its questions" "psql says above why: '$ROLE' must own the schema 'monitor'"

# `\password` hashes here and sends the hash: the server, which logs every change of a role, never sees the password.
# It asks twice, and reads the answers from standard input because there is no terminal. The last line proves it, as its
# user will connect.
set_password() { # role, password
  printf '%s\n%s\n' "$2" "$2" | run --dbname=postgres --command="\\password \"$1\"" ||
    fail "the password of '$1' was not changed" "psql says above why"
  PGUSER="$1" PGPASSWORD="$2" run --dbname="$DATABASE" --command='SELECT 1' >/dev/null ||
    fail "'$1' cannot log in to '$DATABASE'" "psql says above why; nothing that serves was changed but its password"
}
set_password "$MONITOR" "$MONITOR_PASSWORD"
set_password "$ROLE" "$PASSWORD"
