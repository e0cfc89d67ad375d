#!/usr/bin/env bash
# Gives a member of Keeper an empty volume, or begins Keeper anew when all is lost. Its page: keeper-quorum.md
#
#   rebuild-keeper.sh ENV MEMBER   0, 1 or 2: it forgets its own copy and takes that of the others, who must agree
#   rebuild-keeper.sh ENV all      an empty Keeper, into which ClickHouse writes what it knows of its tables
#
#   rebuild-keeper.sh prod 1
#
# Both ask before they change something, and keep the old volumes. The second pauses the workers, restarts ClickHouse one
# replica after the other, and lets the workers go on when no table is read-only any more. Where a table can be written to,
# Keeper is there: it is kept then, and only tables that it does not know are written into it.
set -euo pipefail
. "$(dirname "$0")/shared.sh"
help_when_asked "$@"

ENV=${1:-} MEMBER=${2:-}
need jq kubectl
check_environment "$ENV"
case $MEMBER in
  0 | 1 | 2 | all) ;;
  "") problem "no member; the second argument is 0, 1, 2 or all" ;;
  *) problem "'$MEMBER' is no member; there are 0, 1 and 2, and all" ;;
esac
[ $# -le 2 ] || problem "'$3' is too much; there are two arguments"
check_cluster "$ENV"
end_at_problems

kube() { kubectl -n clickhouse "$@"; }
# on POD STATEMENT
on() { kube exec "$1" -c clickhouse -- clickhouse-client --query "$2"; }
pods_of() { kube get pods -l "$1=langfuse" -o 'jsonpath={range .items[*]}{.metadata.name}{"\n"}{end}' | sort; }
is_ready() { [ "$(kube get pod "$1" -o 'jsonpath={.status.containerStatuses[0].ready}' 2>/dev/null)" = true ]; }
# line LINES, some LINES: in one line, all of them or three.
line() { echo "$1" | tr '\n' ' ' | sed 's/ *$//'; }
some() { line "$(head -n 3 <<<"$1")"; }

members=$(kube get pvc -l clickhouse-keeper.altinity.com/chk=langfuse -o 'jsonpath={range .items[*]}{.metadata.name}{"\n"}{end}' | sed 's/^data-//' | sort)
replicas=$(pods_of clickhouse.altinity.com/chi)
if [ -z "$members" ] || [ -z "$replicas" ]; then
  end_with "no claims of Keeper or no pods of ClickHouse in the namespace clickhouse; see ClickHouseUnavailable"
fi

# ask REPLICA STATEMENT
ask() { on "$1" "$2" || end_with "$1 does not answer; bring ClickHouse up first: ClickHouseUnavailable"; }

# tables_of REPLICA CONDITION
tables_of() { ask "$1" "SELECT concat(database, '.', table) FROM system.replicas WHERE $2 ORDER BY 1"; }

# anywhere CONDITION: tables of which it holds on some replica.
anywhere() {
  local replica found all=""
  for replica in $replicas; do
    found=$(tables_of "$replica" "$1") || exit 1
    all="$all $found"
  done
  echo "$all" | tr ' ' '\n' | sed '/^$/d' | sort -u
}

# read_only: tables that some replica cannot write to, because Keeper does not answer or does not know them.
read_only() { anywhere is_readonly; }

# wait_for POD: ten minutes at most.
wait_for() {
  local looks=0
  until is_ready "$1"; do
    looks=$((looks + 1))
    [ "$looks" -le 60 ] ||
      end_with "$1 does not become ready; kubectl -n clickhouse describe pod $1. Mend it and run this again; workers that were paused stay so"
    sleep "${POLL_SECONDS:-10}"
  done
  say "$1 is ready"
}

# empty MEMBER...: new volumes; the old ones stay, Released. All at once, or one could learn again from another what it shall
# forget. Then the operator looks again.
empty() {
  local member
  kube delete pvc "${@/#/data-}" --wait=false >/dev/null
  kube delete pod "$@" --ignore-not-found >/dev/null
  say "empty volumes for $*"
  kube patch chk langfuse --type merge -p "{\"spec\":{\"taskID\":\"rebuild-$(date +%s)\"}}" >/dev/null
  for member in "$@"; do wait_for "$member"; done
}

one() {
  local member tables other name=chk-langfuse-default-0-$MEMBER-0
  grep -qx "$name" <<<"$members" || end_with "$name has no claim; members are: $(line "$members")"
  for other in $members; do
    [ "$other" = "$name" ] || is_ready "$other" ||
      end_with "$other is not ready, and without it there is no majority: one member must never be emptied then. Mend it first, or see 'all'"
  done
  [ "$(wc -l <<<"$members")" -ge 3 ] || end_with "a single member has nobody to learn from; rebuild-keeper.sh $ENV all"
  tables=$(read_only)
  [ -z "$tables" ] || end_with "the others do not agree: read-only is $(some "$tables"); rebuild no member before they do"
  echo "$name forgets what it knows and takes it from the others. Replicas that asked it ask another, within seconds."
  confirm "rebuild $ENV $MEMBER"
  empty "$name"
}

# restore REPLICA TABLE: a table takes a moment after a start before it lets itself be restored. One that Keeper knows needs
# nothing. What fails is said, and the other tables follow.
restore() {
  local answer looks=0
  until answer=$(on "$1" "SYSTEM RESTORE REPLICA $2" 2>&1); do
    looks=$((looks + 1))
    [[ $answer == *NOT_INITIALIZED* && $looks -lt 6 ]] || {
      [[ $answer == *"nothing to restore"* ]] || say "$1 has not restored $2: $answer"
      return
    }
    sleep "${POLL_SECONDS:-10}"
  done
}

# rejoin REPLICA TABLE...: a server remembers how far it saw Keeper count, and Keeper refuses who saw more than it has; a
# restart makes the server forget. https://github.com/ClickHouse/ClickHouse/pull/90016
rejoin() {
  local replica=$1 table
  shift
  kube delete pod "$replica" >/dev/null
  wait_for "$replica"
  for table in "$@"; do restore "$replica" "$table"; done
}

# still_read_only: after two minutes, because a table that Keeper knows takes a moment after a start, too.
still_read_only() {
  local found looks=0
  while found=$(read_only) && [ -n "$found" ] && [ "$looks" -lt 12 ]; do
    looks=$((looks + 1))
    sleep "${POLL_SECONDS:-10}"
  done
  read_only
}

REPLICATED="active AND (database, table) IN (SELECT database, table FROM system.replicas WHERE"
# by_rows: replicas, those last that hold fewer rows than another; a hundredth is no difference, but how they have merged.
by_rows() {
  local replica rows
  for replica in $replicas; do
    rows=$(ask "$replica" "SELECT sum(rows) FROM system.parts WHERE $REPLICATED 1)") || exit 1
    echo "$rows $replica"
  done | awk '{ rows[NR] = $1; name[NR] = $2; if ($1 > most) most = $1 }
    END { for (less = 0; less <= 1; less++) for (i = 1; i <= NR; i++) if ((rows[i] * 1.01 < most) == less) print name[i] }'
}

# parts REPLICA CONDITION: what Keeper will know of its tables, as table, partition, first and last block.
parts() {
  ask "$1" "SELECT concat(database, '.', table), partition_id, min_block_number, max_block_number
    FROM system.parts WHERE $REPLICATED $2)"
}

# left_aside REPLICA: what it has put aside and not taken back, unless the parts that Keeper now knows hold the same blocks.
left_aside() {
  local queue looks=0
  while queue=$(ask "$1" "SELECT sum(queue_size) FROM system.replicas") && [ "$queue" != 0 ] && [ "$looks" -lt 60 ]; do
    looks=$((looks + 1))
    sleep "${POLL_SECONDS:-10}"
  done
  ask "$1" "SELECT concat(database, '.', table), partition_id, min_block_number, max_block_number, name
    FROM system.detached_parts WHERE reason = '' ORDER BY ALL" >"$scratch/aside"
  awk -F '\t' -v replica="$1" '
    FILENAME == ARGV[1] { n++; of[n] = $1 FS $2; from[n] = $3; to[n] = $4; next }
    { at = $3
      for (i = 1; i <= n && at <= $4; i++) if (of[i] == $1 FS $2 && from[i] <= at && to[i] >= at) { at = to[i] + 1; i = 0 }
      if (at <= $4) print "  " replica ": " $1 " " $5 }' "$scratch/parts" "$scratch/aside"
}

all() {
  local replica tables writable aside
  tables=$(read_only)
  [ -n "$tables" ] || end_with "every table can be written to: Keeper has its majority, and must not be begun anew"
  writable=$(anywhere "NOT is_readonly")
  if [ -n "$writable" ]; then
    echo "Keeper is kept, because it knows $(some "$writable")"
    for replica in $replicas; do parts "$replica" "NOT is_readonly"; done >"$scratch/parts"
  else
    replicas=$(by_rows)
    echo "Keeper begins anew, empty: $(line "$members"). First of ClickHouse is $(head -n 1 <<<"$replicas")"
    parts "$(head -n 1 <<<"$replicas")" 1 >"$scratch/parts"
  fi
  echo "ClickHouse keeps its rows, restarts one replica after the other, and writes $(wc -l <<<"$tables" | tr -d ' ') tables into Keeper. Take snapshots of all volumes first; the page shows how."
  confirm "rebuild $ENV all"
  pause_workers
  # shellcheck disable=SC2086 # a name a word
  [ -n "$writable" ] || empty $members
  # The first replica makes the paths, the others join it, and hold afterwards what it holds.
  for replica in $replicas; do
    tables=$(tables_of "$replica" is_readonly)
    # shellcheck disable=SC2086 # a name a word
    [ -z "$tables" ] || rejoin "$replica" $tables
  done
  tables=$(still_read_only)
  [ -z "$tables" ] ||
    end_with "still read-only: $(line "$tables"). Workers stay paused. Run this again for what is left, or see clickhouse-replica-resync.md"
  say "every table can be written to"
  resume_workers
  aside=$(for replica in $replicas; do left_aside "$replica"; done)
  [ -z "$aside" ] || printf 'aside lie parts that only one replica had; keeper-quorum.md says how their rows come back:\n%s\n' "$aside"
}

if [ "$MEMBER" = all ]; then all; else one; fi
