#!/bin/sh
# Makes Langfuse's role and database, or corrects them: the same twice as once. Runs as the master user, who is no
# superuser in RDS. psql takes the server from PGHOST, PGUSER, PGPASSWORD and PGSSLMODE.
set -eu

psql --no-psqlrc --quiet --dbname=postgres --set=ON_ERROR_STOP=1 --set=role="$ROLE" --set=database="$DATABASE" <<'SQL'
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

# `\password` hashes here and sends the hash: the server, which logs every change of a role, never sees the password.
# It asks twice, and reads the answers from standard input because there is no terminal.
printf '%s\n%s\n' "$PASSWORD" "$PASSWORD" |
  psql --no-psqlrc --quiet --dbname=postgres --set=ON_ERROR_STOP=1 --command="\\password \"$ROLE\""

# Proves it, as Langfuse will connect.
PGUSER="$ROLE" PGPASSWORD="$PASSWORD" psql --no-psqlrc --quiet --dbname="$DATABASE" --command='SELECT 1' >/dev/null
