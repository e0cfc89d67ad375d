#!/usr/bin/env bash
# Asks Postgres how many rows there are of what people would miss, as a role that can read no table, and reports the number
# of each table. charts-values/alerts/postgres-rows.yaml says how many fewer are too many.
set -euo pipefail
# shellcheck source=figures.sh
. "$(dirname "$0")/figures.sh"

require PGHOST PGPORT PGDATABASE PGUSER PGPASSWORD PGSSLMODE PGSSLROOTCERT

# Whoever changes a table for that long comes first; the next hour counts again.
found=$(PGOPTIONS="-c statement_timeout=2min" psql --no-psqlrc --quiet --no-align --tuples-only --field-separator=' ' \
  --set=ON_ERROR_STOP=1 --command="SELECT * FROM monitor.rows() ORDER BY 1") ||
  fail "Postgres did not say how many rows there are" "runbooks/alerts/PostgresRowsUncounted.md says what to do"

said=
while read -r table rows; do
  figure present "$rows" "table:$table"
  said="$said, $rows $table"
done <<<"$found"
echo "$FIGURES_JOB: ${said#, }"
