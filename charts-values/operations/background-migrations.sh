#!/usr/bin/env bash
# Asks Postgres how Langfuse's background migrations are, as a role that can ask nothing else, and reports how many have
# failed and how many nobody works on. Langfuse itself shows it on a page, to who opens it.
set -euo pipefail
# shellcheck source=figures.sh
. "$(dirname "$0")/figures.sh"

require PGHOST PGPORT PGDATABASE PGUSER PGPASSWORD PGSSLMODE PGSSLROOTCERT

found=$(psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 \
  --command="SELECT state || ' ' || name FROM monitor.background_migrations() ORDER BY 1") ||
  fail "Postgres did not say how background migrations are" \
    "runbooks/alerts/BackgroundMigrationsUnwatched.md says what to do"

count() { # state
  grep -c "^$1 " <<<"$found" || true
}

failed=$(count failed)
stopped=$(count waiting)
# One after the other: while a worker has one, the others wait for it.
[ "$(count running)" = 0 ] || stopped=0
figure failed "$failed"
figure stopped "$stopped"
[ -z "$found" ] || echo "$FIGURES_JOB: ${found//$'\n'/$'\n'$FIGURES_JOB: }"
echo "$FIGURES_JOB: $failed failed, nobody works on $stopped"
