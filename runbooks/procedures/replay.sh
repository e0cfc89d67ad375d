#!/usr/bin/env bash
# Queues again what came in during a window, so that workers store it once more:
#
#     runbooks/procedures/replay.sh ENV FROM [TO] [--project ID] [--only traces|scores] [--waiting N] [--execute]
#     runbooks/procedures/replay.sh prod 2026-11-22T01:10 2026-11-22T01:45
#
# FROM and TO are minutes in UTC; without TO until now. Without --execute it counts and changes nothing. Run it again at any
# time, or from the last hour that it called done: a row replaces its twin, and a job that still waits is not queued twice.
set -euo pipefail
# shellcheck source=shared.sh
. "$(dirname "$0")/shared.sh"
# shellcheck source=in-worker.sh
. "$(dirname "$0")/in-worker.sh"
help_when_asked "$@"

words=() project='' only='' waiting=500 execute=false
while [ $# -gt 0 ]; do
  case $1 in
    --project | --only | --waiting)
      [ $# -gt 1 ] || problem "'$1' wants a value behind it"
      case $1 in
        --project) project=${2:-} ;;
        --only) only=${2:-} ;;
        --waiting) waiting=${2:-} ;;
      esac
      shift
      ;;
    --execute) execute=true ;;
    -*) problem "'$1' is no option" ;;
    *) words+=("$1") ;;
  esac
  [ $# -eq 0 ] || shift
done
environment=${words[0]:-} from=${words[1]:-} to=${words[2]:-$(date -u +%Y-%m-%dT%H:%M)}

# check_minute MINUTE
check_minute() {
  seconds_of "$1:00Z" >/dev/null || problem "'$1' is no minute; write it in UTC, for example $(date -u +%Y-%m-%dT%H:00)"
}

need kubectl jq tar
check_environment "$environment"
check_minute "$from"
check_minute "$to"
[[ $from < $to ]] || problem "the window ends at $to, before it begins at $from; swap them"
[ "${#words[@]}" -le 3 ] || problem "${#words[@]} words instead of two or three: ${words[*]}"
[[ $only =~ ^(traces|scores)?$ ]] || problem "'$only' is nothing to choose; --only traces, or --only scores"
[[ $project =~ ^[A-Za-z0-9_-]*$ ]] || problem "'$project' is no id of a project; it stands in the address of its pages"
[[ $waiting =~ ^[1-9][0-9]{0,4}$ ]] || problem "'$waiting' is no number of jobs; --waiting takes 1 to 99999"
[ -z "$environment" ] || check_cluster "$environment"
end_at_problems

run_in_worker replay.js "$(jq -nc \
  --argjson from "$(seconds_of "$from:00Z")" --argjson to "$(seconds_of "$to:00Z")" \
  --arg project "$project" --arg only "$only" --argjson waiting "$waiting" --argjson execute "$execute" \
  '{from: ($from * 1000), to: ($to * 1000), $project, $only, $waiting, $execute}')"
