# shellcheck shell=bash
# Functions for the scripts that measure how old copies are: PLACE says where those are, and page where to read on.

measured() { # copy, seconds
  figure age_seconds "$2" "copy:$1"
  echo "$FIGURES_JOB: the copy of $1 in $PLACE is $(($2 / 60)) minutes behind"
}

measured_since() { # copy, time, what is missing without one
  # shellcheck disable=SC2154 # of the script
  case $2 in '' | None) fail "there is no $3 in $PLACE" "$page" ;; esac
  measured "$1" "$(age_of "$2")"
}

# Figures of S3 about what a rule copies. It reports every minute, also when there is nothing to copy, in the region of the
# copies and the account of the originals. https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
replication() { # region, source, destination, seconds back, further arguments
  local now
  now=$(date -u +%s)
  aws cloudwatch get-metric-statistics "${@:5}" --region "$1" --namespace AWS/S3 --output text \
    --dimensions "Name=SourceBucket,Value=$2" "Name=DestinationBucket,Value=$3" \
    "Name=RuleId,Value=$REPLICATION_RULE" \
    --start-time "$(date -u -d "@$((now - $4))" +%FT%TZ)" --end-time "$(date -u -d "@$now" +%FT%TZ)"
}

# What S3 says of the last half hour.
reported() { # region, source, destination, metric, what of its figures
  local value
  value=$(replication "$1" "$2" "$3" 1800 --metric-name "$4" --statistics Maximum --period 60 --query "$5")
  case $value in '' | None) fail "S3 has reported no $4 of $2 to $PLACE for half an hour" "$page" ;; esac
  echo "$value"
}

most() { # region, source, destination, metric
  local value
  value=$(reported "$@" 'max(Datapoints[].Maximum)') || return
  printf '%.0f' "$value"
}

# Of objects that nobody looks at one by one: how far behind the oldest is that has not been copied.
measure_objects() { # copy, region, source, destination
  local seconds waiting
  seconds=$(most "${@:2}" ReplicationLatency)
  waiting=$(most "${@:2}" OperationsPendingReplication)
  measured "$1" "$seconds"
  echo "$FIGURES_JOB: $waiting changes of events and media wait to be copied"
}

# Measures one copy, or all of them: one that cannot be measured keeps none of the others from it.
measure() { # its name or nothing, all names
  local asked=$1 copy missing=
  shift
  case " $* " in *" ${asked:-$1} "*) ;; *) fail "there is no copy of '$asked'" "name one of $*, or none for all" ;; esac
  if [ -n "$asked" ]; then
    "measure_$asked"
    return
  fi
  for copy in "$@"; do
    # Processes of their own: the first failure would end this one.
    bash "$0" "$copy" || missing="$missing $copy"
  done
  [ -z "$missing" ] || fail "nobody knows how old the copies are of:$missing" "the lines above say why"
}
