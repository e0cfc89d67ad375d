#!/usr/bin/env bash
# Gives failed jobs of one queue another attempt, when their reason matches:
#
#     runbooks/procedures/requeue-failed-jobs.sh ENV QUEUE [--reason PATTERN] [--most N] [--execute]
#     runbooks/procedures/requeue-failed-jobs.sh prod otel-ingestion-queue --reason ECONNREFUSED --execute
#
# Without --execute it counts the reasons and changes nothing. PATTERN is a regular expression of JavaScript; with
# --execute there must be one, because a job that cannot succeed only comes back, and a poisonous one hurts again.
set -euo pipefail
# shellcheck source=shared.sh
. "$(dirname "$0")/shared.sh"
# shellcheck source=in-worker.sh
. "$(dirname "$0")/in-worker.sh"
help_when_asked "$@"

words=() reason='' most=1000 execute=false
while [ $# -gt 0 ]; do
  case $1 in
    --reason | --most)
      [ $# -gt 1 ] || problem "'$1' wants a value behind it"
      case $1 in
        --reason) reason=${2:-} ;;
        --most) most=${2:-} ;;
      esac
      shift
      ;;
    --execute) execute=true ;;
    -*) problem "'$1' is no option" ;;
    *) words+=("$1") ;;
  esac
  [ $# -eq 0 ] || shift
done
environment=${words[0]:-} queue=${words[1]:-}

need kubectl jq tar
check_environment "$environment"
[[ $queue =~ ^[a-z0-9-]+$ ]] || problem "'$queue' is no name of a queue; the label 'queue' of langfuse:queue_jobs is one"
[ "${#words[@]}" -le 2 ] || problem "${#words[@]} words instead of two: ${words[*]}"
[[ $most =~ ^[1-9][0-9]{0,5}$ ]] || problem "'$most' is no number of jobs; --most takes 1 to 999999"
[ "$execute" = false ] || [ -n "$reason" ] ||
  problem "--execute without --reason would repeat every job; look at the reasons first, then name the one that is mended"
[ -z "$environment" ] || check_cluster "$environment"
end_at_problems

run_in_worker requeue-failed-jobs.js "$(jq -nc --arg queue "$queue" --arg reason "$reason" --argjson most "$most" \
  --argjson execute "$execute" '{$queue, $reason, $most, $execute}')"
