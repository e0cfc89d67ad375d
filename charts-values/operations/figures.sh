# shellcheck shell=bash
# Functions for the scripts of scheduled jobs; bash, because it sends datagrams by itself.
#
# `figure NAME VALUE [TAG:VALUE,...]` reports a number as the gauge langfuse_operations_<job>_<name>, with the tags as its
# labels. A figure that gets lost is no reason to fail: whether the job succeeded is told by its exit code alone.
# `fail WHAT REMEDY` ends the script, and says why in the form that every script of ours has.

figure() {
  [ -n "${FIGURES_HOST:-}" ] || return 0
  local line="operations.$FIGURES_JOB.$1:$2|g${3:+|#$3}"
  # Three times: nobody acknowledges a datagram, and the same gauge thrice is the gauge.
  for _ in 1 2 3; do
    { printf '%s' "$line" >"/dev/udp/$FIGURES_HOST/${FIGURES_PORT:-9125}"; } 2>/dev/null || {
      echo "${FIGURES_JOB}: could not report $1 to $FIGURES_HOST" >&2
      return 0
    }
  done
}

fail() {
  echo "${FIGURES_JOB:-job}: $1; $2" >&2
  exit 1
}

# `require NAME...`: every variable has a value, or all that have none are named at once.
require() {
  local name missing=
  for name in "$@"; do [ -n "${!name:-}" ] || missing="$missing $name"; done
  [ -z "$missing" ] || fail "no value for$missing" "the CronJob of this name sets them: compare it with its construct"
}
