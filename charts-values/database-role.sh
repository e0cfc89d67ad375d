#!/bin/sh
# Makes Langfuse's role and database, or corrects them: the same twice as once. Runs as the master user, who is no
# superuser in RDS. psql takes the server from PGHOST, PGPORT, PGUSER, PGPASSWORD and PGSSLMODE.
set -eu

fail() {
  echo "database-role: $1; $2" >&2
  exit 1
}

missing=
for name in PGHOST PGPORT PGUSER PGPASSWORD PGSSLMODE ROLE DATABASE PASSWORD; do
  eval "[ -n \"\${$name:-}\" ]" || missing="$missing $name"
done
[ -z "$missing" ] || fail "no value for$missing" \
  "constructs/database-role.ts sets them: compare the Secrets that it names with their ExternalSecrets"

# Quoted below wherever they stand; refused here all the same, because Langfuse puts them into a URL as they are.
for name in "$ROLE" "$DATABASE"; do
  case $name in
    *[!a-z0-9_]* | [!a-z]*)
      fail "'$name' is no name for a role or a database" "use lower-case letters, digits and _, a letter first" ;;
  esac
done
case $PASSWORD in
  *[!A-Za-z0-9]*) fail "the password holds more than letters and digits, and Langfuse encodes nothing in its URL" \
    "raise rotations.postgres by one and deploy the data stack, which generates another" ;;
esac

run() {
  psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 "$@"
}

pg_isready --quiet --timeout=10 --dbname=postgres || fail "nothing answers as Postgres with TLS on $PGHOST:$PGPORT" \
  "see whether the instance is available, and whether its security group and the pod's network policy let this pod in"
run --dbname=postgres --command='SELECT 1' >/dev/null || fail "the master user '$PGUSER' cannot log in" \
  "RDS replaces its password every seven days and the copy follows within the hour: deploy again then, or refresh the \
ExternalSecret postgres-master"

run --dbname=postgres --set=role="$ROLE" --set=database="$DATABASE" <<'SQL' ||
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
SQL
  fail "role '$ROLE' and database '$DATABASE' are not as they should be" \
    "psql says above what '$PGUSER' may not do: it must be the master user of the instance"

# `\password` hashes here and sends the hash: the server, which logs every change of a role, never sees the password.
# It asks twice, and reads the answers from standard input because there is no terminal.
printf '%s\n%s\n' "$PASSWORD" "$PASSWORD" | run --dbname=postgres --command="\\password \"$ROLE\"" ||
  fail "the password of '$ROLE' was not changed" "psql says above why"

# Proves it, as Langfuse will connect.
PGUSER="$ROLE" PGPASSWORD="$PASSWORD" run --dbname="$DATABASE" --command='SELECT 1' >/dev/null ||
  fail "'$ROLE' cannot log in to '$DATABASE'" "psql says above why; nothing that serves was changed but its password"
