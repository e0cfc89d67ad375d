#!/usr/bin/env bash
# Brings Postgres back to a second, as a new instance beside the present one. Its page: restore-postgres.md
#
#   restore-postgres.sh ENV TIME            makes the new instance, with every setting of the present one
#   restore-postgres.sh ENV TIME --switch   exchanges their names, so that the address stays what it is
#   restore-postgres.sh ENV TIME --undo     exchanges them back
#
#   restore-postgres.sh prod 2026-11-23T01:00:00Z
#
# Each asks before it changes something, and may be run again after it was interrupted. It deletes nothing.
# --default-parameters, with the first: for a time before a major upgrade, to whose version the present parameters do not fit.
set -euo pipefail
. "$(dirname "$0")/shared.sh"
. "$(dirname "$0")/restore-postgres-steps.sh"
help_when_asked "$@"

ENV=${1:-} TIME=${2:-} mode=restore parameters=present
for option in "${@:3}"; do
  case $option in
    --switch | --undo) mode=${option#--} ;;
    --default-parameters) parameters=default ;;
    *) problem "'$option' is no option; there are --switch, --undo and --default-parameters" ;;
  esac
done
need aws jq
check_environment "$ENV"
check_time "$TIME"
check_region
[ "$mode" = restore ] || { need kubectl && check_cluster "$ENV"; }
end_at_problems
owner=$(account)
[ "$mode" = restore ] || same_installation "$owner"

stamp=$(short_of "$TIME" | tr 'TZ' 'tz')
present=langfuse-$ENV-postgres
restored=$present-$stamp
before=$present-before-$stamp

restore() {
  local source
  if there "$before"; then end_with "$present is the restored one already; --undo takes it back"; fi
  there "$present" || end_with "there is no instance $present in $REGION; is this the account of $ENV?"
  source=$description
  check_window "$source"
  echo "Postgres of $ENV, to $TIME: a new instance $restored beside $present, which is not touched. It costs the same."
  jq -r '"  \(.DBInstanceClass), \(.AllocatedStorage) GiB, Multi-AZ \(.MultiAZ), encrypted with \(.KmsKeyId)"' <<<"$source"
  warn_of_clickhouse
  if ! there "$restored"; then
    confirm "restore $ENV"
    make_instance "$source"
  fi
  wait_for "$restored"
  complete_instance "$source"
  wait_for "$restored"
  check_settings "$source"
  say_comparison
  echo "Next: $0 $ENV $TIME --switch"
}

switch() {
  if there "$before" && there "$present"; then
    say "the names were exchanged already"
  else
    there "$restored" || end_with "there is no instance $restored; run $0 $ENV $TIME first"
    echo "$present becomes $before, $restored becomes $present."
    echo "For about ten minutes Langfuse answers with errors: no traces are accepted meanwhile, and clients lose what they cannot keep."
    confirm "switch $ENV"
    pause_workers
    there "$before" || rename "$present" "$before"
    mark_replaced "$before"
    rename "$restored" "$present"
  fi
  export_logs "$present"
  wait_for "$present"
  restart_langfuse
  say_state "$before"
}

undo() {
  there "$before" ||
    end_with "nothing was switched. To remove the new instance: aws rds modify-db-instance --db-instance-identifier $restored --no-deletion-protection --apply-immediately, then aws rds delete-db-instance --db-instance-identifier $restored --skip-final-snapshot"
  echo "$present becomes $restored again, $before becomes $present. What was written since the switch stays in $restored."
  confirm "undo $ENV"
  pause_workers
  there "$restored" || rename "$present" "$restored"
  rename "$before" "$present"
  unmark "$present"
  export_logs "$present"
  wait_for "$present"
  restart_langfuse
  say_state "$restored"
}

$mode
