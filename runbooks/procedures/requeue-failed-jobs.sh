#!/usr/bin/env bash
# Gives failed jobs of one queue another attempt, when their reason matches:
#
#     runbooks/procedures/requeue-failed-jobs.sh ENV QUEUE [--reason PATTERN] [--most N] [--execute]
#
# Without --execute it counts the reasons and changes nothing. PATTERN is a regular expression of JavaScript; with
# --execute there must be one, because a job that cannot succeed only comes back, and a poisonous one hurts again.
set -euo pipefail
folder=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=in-worker.sh
source "$folder/in-worker.sh"

usage="usage: requeue-failed-jobs.sh ENV QUEUE [--reason PATTERN] [--most N] [--execute]"
words=() reason='' most=1000 execute=false
while [ $# -gt 0 ]; do
  case $1 in
    --reason) reason=${2:-} && shift 2 ;;
    --most) most=${2:-} && shift 2 ;;
    --execute) execute=true && shift ;;
    -*) fail "'$1' is no option" "$usage" ;;
    *) words+=("$1") && shift ;;
  esac
done
[ "${#words[@]}" -eq 2 ] || fail "${#words[@]} words instead of two" "$usage"
environment=${words[0]} queue=${words[1]}
[[ $queue =~ ^[a-z0-9-]+$ ]] || fail "'$queue' is no name of a queue" "the label 'queue' of langfuse:queue_jobs is one"
[[ $most =~ ^[1-9][0-9]{0,5}$ ]] || fail "'$most' is no number of jobs" "--most takes 1 to 999999"
[ "$execute" = false ] || [ -n "$reason" ] ||
  fail "--execute without --reason would repeat every job" "look at the reasons first, then name the one that is mended"
refuse_other_cluster "$environment"

options=$(jq -nc --arg queue "$queue" --arg reason "$reason" --argjson most "$most" --argjson execute "$execute" \
  '{queue: $queue, reason: $reason, most: $most, execute: $execute}')
run_in_worker requeue-failed-jobs.js "$options"
