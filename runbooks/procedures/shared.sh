# What the scripts of this folder have in common; each begins with `. "$(dirname "$0")/shared.sh"`.
# Bash 3.2 of macOS is enough; times are UTC; but for the pause of the workers nothing here changes anything.

problems=""
# problem SENTENCE: remembers what is wrong with the input, so that all of it is said at once.
problem() { problems="$problems- $1"$'\n'; }

# end_at_problems: says what is wrong, and ends with 2 before anything was done.
end_at_problems() {
  [ -z "$problems" ] && return
  printf '%s cannot start:\n%s' "$(basename "$0")" "$problems" >&2
  echo "nothing was changed; $(basename "$0") --help shows an example" >&2
  exit 2
}

# end_with SENTENCE: what went wrong, and what to do next. May end a part of a pipe, and so says by a file that it spoke.
end_with() {
  echo "stopped: $1" >&2
  touch "$scratch/explained"
  exit 1
}

# A folder for what a script has to keep meanwhile; and a word at the end, when a command failed that has none of its own.
scratch=$(mktemp -d)
at_end() {
  local status=$?
  [ "$status" -lt 1 ] || [ "$status" -eq 2 ] || [ -e "$scratch/explained" ] ||
    echo "stopped: the command above failed, and nothing after it was done; mend its cause and run the same line again" >&2
  rm -rf "$scratch"
}
trap at_end EXIT

say() { printf '%s %s\n' "$(date -u +%H:%M:%S)" "$1"; }

# help_when_asked ARGUMENT...: prints the comment at the top of the script.
help_when_asked() {
  local argument
  for argument in "$@"; do
    case $argument in
      -h | --help)
        awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0"
        exit 0
        ;;
    esac
  done
}

# need PROGRAM...: each has to be installed.
need() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || problem "'$program' is not installed; the page runbooks/README.md lists what is needed"
  done
}

# check_environment NAME
check_environment() {
  case $1 in
    "") problem "no environment; the first argument is one, for example prod" ;;
    *[!a-z0-9-]* | -*) problem "'$1' is no environment; use the name of a file in environments/, for example prod" ;;
  esac
}

# check_region: sets REGION to what the AWS CLI would use.
check_region() {
  REGION=${REGION:-${AWS_REGION:-${AWS_DEFAULT_REGION:-}}}
  [ -n "$REGION" ] || problem "no region; export REGION=eu-west-1, or where the environment is"
  export REGION AWS_REGION=$REGION AWS_DEFAULT_REGION=$REGION AWS_PAGER=
}

# seconds_of TIME: since 1970; fails when it is no such time.
seconds_of() { jq -en --arg time "$1" '$time | fromdateiso8601 | select(todateiso8601 == $time)' 2>/dev/null; }

# check_time TIME: in the past, to the second, in UTC.
check_time() {
  local seconds
  if [ -z "$1" ]; then
    problem "no time; the second argument is one, for example $(date -u +%Y-%m-%dT%H:00:00Z)"
  elif ! command -v jq >/dev/null; then
    return
  elif ! seconds=$(seconds_of "$1"); then
    problem "'$1' is no time; write it in UTC to the second, for example $(date -u +%Y-%m-%dT%H:00:00Z)"
  elif [ "$seconds" -gt "$(date -u +%s)" ]; then
    problem "'$1' is in the future; it is $(date -u +%Y-%m-%dT%H:%M:%SZ) now"
  fi
}

# short_of TIME: as the names of backups have it, 20261123T010000Z.
short_of() { printf %s "$1" | tr -d ':-'; }

# long_of SHORT: the other way round.
long_of() { printf %s "$1" | sed -E 's/^(....)(..)(..)T(..)(..)(..)Z$/\1-\2-\3T\4:\5:\6Z/'; }

# minute_before TIME MINUTES: so much earlier, to the minute.
minute_before() { jq -rn --arg time "$1" --argjson minutes "$2" '$time | fromdateiso8601 - $minutes * 60 | strftime("%Y-%m-%dT%H:%M")'; }

# account: id of the account that the credentials belong to.
account() {
  aws sts get-caller-identity --query Account --output text ||
    end_with "AWS accepts no credentials; sign in, and try aws sts get-caller-identity"
}

# cluster: the one that kubectl speaks to, by its ARN when the AWS CLI has named it.
cluster() { kubectl config view --minify -o 'jsonpath={.contexts[0].context.cluster}' 2>/dev/null || true; }

# check_cluster ENV: kubectl has to speak to the cluster of this environment, and to no other.
check_cluster() {
  local present
  present=$(cluster)
  case $present in
    */langfuse-"$1") ;;
    *) problem "kubectl speaks to '${present:-nothing}', not to langfuse-$1; aws eks update-kubeconfig --name langfuse-$1 --region \$REGION" ;;
  esac
}

# same_installation ACCOUNT: another account or region may have an environment of the same name, where somebody restores it.
same_installation() {
  local present
  present=$(cluster)
  case $present in
    arn:*:eks:"$REGION":"$1":*) ;;
    arn:*) end_with "kubectl speaks to $present, and AWS is asked for account $1 in $REGION; choose credentials, region and cluster of one installation" ;;
  esac
}

# confirm WORDS: goes on when somebody types exactly these.
confirm() {
  local answer
  printf "type '%s' to go on: " "$1"
  read -r answer || answer=
  echo
  [ "$answer" = "$1" ] || end_with "'$answer' was typed and not '$1'; nothing was changed"
}

# Without workers nothing is written to the stores; traces are accepted all the same.
pause_workers() {
  kubectl -n langfuse annotate scaledobject langfuse-worker autoscaling.keda.sh/paused-replicas=0 --overwrite >/dev/null
  kubectl -n langfuse wait --for=delete pod -l app.kubernetes.io/component=worker --timeout=5m >/dev/null
  say "workers are paused: traces are accepted, and wait in Valkey and S3"
}
resume_workers() {
  kubectl -n langfuse annotate scaledobject langfuse-worker autoscaling.keda.sh/paused-replicas- >/dev/null
  say "the pause of the workers is over"
}
