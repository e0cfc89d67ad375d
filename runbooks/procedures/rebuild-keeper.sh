#!/usr/bin/env bash
# Gives a member of Keeper an empty volume, or begins Keeper anew when all is lost. Its page: keeper-quorum.md
#
#   rebuild-keeper.sh ENV MEMBER   0, 1 or 2: it forgets its own copy and takes that of the others, who must agree
#   rebuild-keeper.sh ENV all      an empty Keeper, into which ClickHouse writes what it knows of its tables
#
#   rebuild-keeper.sh prod 1
#
# Both ask before they change something, and keep the old volumes. The second pauses the workers, and lets them go on when
# no table is read-only any more.
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

members=$(kube get pvc -l clickhouse-keeper.altinity.com/chk=langfuse -o 'jsonpath={range .items[*]}{.metadata.name}{"\n"}{end}' | sed 's/^data-//' | sort)
replicas=$(pods_of clickhouse.altinity.com/chi)
if [ -z "$members" ] || [ -z "$replicas" ]; then
  end_with "no claims of Keeper or no pods of ClickHouse in the namespace clickhouse; see ClickHouseUnavailable"
fi

# read_only: tables that some replica cannot write to, because Keeper does not answer or does not know them.
read_only() {
  local replica tables all=""
  for replica in $replicas; do
    tables=$(on "$replica" "SELECT concat(database, '.', table) FROM system.replicas WHERE is_readonly ORDER BY 1") ||
      end_with "$replica does not answer; bring ClickHouse up first: ClickHouseUnavailable"
    all="$all $tables"
  done
  echo "$all" | tr ' ' '\n' | sed '/^$/d' | sort -u
}

# empty MEMBER...: a new volume; the old one stays, Released. Then the operator looks again.
empty() {
  local member
  for member in "$@"; do
    kube delete pvc "data-$member" --wait=false >/dev/null
    kube delete pod "$member" --ignore-not-found >/dev/null
    say "$member begins with an empty volume"
  done
  kube patch chk langfuse --type merge -p "{\"spec\":{\"taskID\":\"rebuild-$(date +%s)\"}}" >/dev/null
  for member in "$@"; do
    until is_ready "$member"; do sleep "${POLL_SECONDS:-10}"; done
    say "$member is ready"
  done
}

one() {
  local member tables other name=chk-langfuse-default-0-$MEMBER-0
  grep -qx "$name" <<<"$members" || end_with "$name has no claim; members are: $(tr '\n' ' ' <<<"$members")"
  for other in $members; do
    [ "$other" = "$name" ] || is_ready "$other" ||
      end_with "$other is not ready, and without it there is no majority: one member must never be emptied then. Mend it first, or see 'all'"
  done
  [ "$(wc -l <<<"$members")" -ge 3 ] || end_with "a single member has nobody to learn from; rebuild-keeper.sh $ENV all"
  tables=$(read_only)
  [ -z "$tables" ] || end_with "the others do not agree: read-only is $(head -n 3 <<<"$tables" | tr '\n' ' '); rebuild no member before they do"
  echo "$name forgets what it knows and takes it from the others. Nobody notices."
  confirm "rebuild $ENV $MEMBER"
  empty "$name"
}

all() {
  local replica table tables
  tables=$(read_only)
  [ -n "$tables" ] || end_with "every table can be written to: Keeper has its majority, and must not be begun anew"
  echo "Keeper begins anew, empty: $(tr '\n' ' ' <<<"$members")"
  echo "ClickHouse keeps its rows, and writes its $(wc -l <<<"$tables" | tr -d ' ') tables into it. Take snapshots of all volumes first; the page shows how."
  confirm "rebuild $ENV all"
  pause_workers
  # shellcheck disable=SC2086 # a name a word
  empty $members
  # The first replica makes the paths, the others join it.
  for replica in $replicas; do
    for table in $(on "$replica" "SELECT concat(database, '.', table) FROM system.replicas WHERE is_readonly ORDER BY 1"); do
      on "$replica" "SYSTEM RESTART REPLICA $table"
      on "$replica" "SYSTEM RESTORE REPLICA $table"
    done
    say "$replica has restored its tables"
  done
  tables=$(read_only)
  [ -z "$tables" ] ||
    end_with "still read-only: $(tr '\n' ' ' <<<"$tables"). Workers stay paused. Run this again for what is left, or see clickhouse-replica-resync.md"
  resume_workers
}

if [ "$MEMBER" = all ]; then all; else one; fi
