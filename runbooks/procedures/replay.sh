#!/usr/bin/env bash
# Queues again what came in during a window, so that workers store it once more:
#
#     runbooks/procedures/replay.sh ENV FROM [TO] [--project ID] [--only traces|scores] [--waiting N] [--execute]
#
# FROM and TO are minutes in UTC, 2026-11-22T01:10; without TO until now. Without --execute it counts and changes nothing.
# Run it again at any time, or from the last hour that it called done: a row replaces its twin, and a job that still
# waits is not queued twice.
set -euo pipefail
folder=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=in-worker.sh
source "$folder/in-worker.sh"

usage="usage: replay.sh ENV FROM [TO] [--project ID] [--only traces|scores] [--waiting N] [--execute]"
minute='^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$'
words=() project='' only='' waiting=500 execute=false
while [ $# -gt 0 ]; do
  case $1 in
    --project) project=${2:-} && shift 2 ;;
    --only) only=${2:-} && shift 2 ;;
    --waiting) waiting=${2:-} && shift 2 ;;
    --execute) execute=true && shift ;;
    -*) fail "'$1' is no option" "$usage" ;;
    *) words+=("$1") && shift ;;
  esac
done
[ "${#words[@]}" -ge 2 ] && [ "${#words[@]}" -le 3 ] || fail "${#words[@]} words instead of two or three" "$usage"
environment=${words[0]} from=${words[1]} to=${words[2]:-$(date -u +%Y-%m-%dT%H:%M)}
for time in "$from" "$to"; do
  [[ $time =~ $minute ]] && date -u -d "$time" >/dev/null 2>&1 ||
    fail "'$time' is no minute" "write it in UTC, as 2026-11-22T01:10"
done
[[ $from < $to ]] || fail "the window ends at $to, before it begins at $from" "swap them; both are UTC"
[[ $only =~ ^(traces|scores)?$ ]] || fail "'$only' is nothing to choose" "--only traces, or --only scores"
[[ $project =~ ^[A-Za-z0-9_-]*$ ]] || fail "'$project' is no id of a project" "it stands in the address of its pages"
[[ $waiting =~ ^[1-9][0-9]{0,4}$ ]] || fail "'$waiting' is no number of jobs" "--waiting takes 1 to 99999"
refuse_other_cluster "$environment"

options=$(jq -nc --arg from "${from}Z" --arg to "${to}Z" --arg project "$project" --arg only "$only" \
  --argjson waiting "$waiting" --argjson execute "$execute" '
  def moment: sub("Z$"; ":00Z") | fromdateiso8601 * 1000;
  {from: ($from | moment), to: ($to | moment), project: $project, only: $only, waiting: $waiting, execute: $execute}')
run_in_worker replay.js "$options"
