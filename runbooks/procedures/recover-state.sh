#!/usr/bin/env bash
# Brings back an older state of Terraform, or removes a lock that nobody holds any more. Its page: recover-state.md
#
#   recover-state.sh ENV STACK                shows who holds the lock, and the newest versions of the state
#   recover-state.sh ENV STACK VERSION        makes that version the present one
#   recover-state.sh ENV STACK --unlock ID    removes the lock with that id
#
#   recover-state.sh prod data
#
# The last two ask before they change something. State is the only thing that they change: no resource.
set -euo pipefail
. "$(dirname "$0")/shared.sh"
help_when_asked "$@"

ENV=${1:-} STACK=${2:-} version="" lock="" most=3
case ${3:-} in
  --unlock)
    lock=${4:-} most=4
    [ -n "$lock" ] || problem "--unlock needs the id of the lock; $0 $ENV $STACK shows it"
    ;;
  -*) problem "'$3' is no option; there is --unlock" ;;
  *) version=${3:-} ;;
esac
[ $# -le "$most" ] || problem "'${*:3}' is more than one thing; a version, or --unlock with an id"
need aws jq
check_environment "$ENV"
case $STACK in
  "") problem "no stack; the second argument is one without its environment, for example data" ;;
  "$ENV"-*) problem "'$STACK' begins with the environment; the stack alone is meant: ${STACK#"$ENV"-}" ;;
  *[!a-z-]*) problem "'$STACK' is no stack; the files in stacks/ are named like them, for example data" ;;
esac
check_region
end_at_problems

bucket=langfuse-$ENV-state-$(account)
key=$ENV/$STACK.tfstate
# Both are private: a state names everything that there is.
umask 077

# read_version ID FILE, read_lock FILE: whether there is one.
read_version() { aws s3api get-object --bucket "$bucket" --key "$key" --version-id "$1" "$2" >/dev/null; }
read_lock() { aws s3api get-object --bucket "$bucket" --key "$key.tflock" "$1" >/dev/null 2>&1; }

aws s3api list-object-versions --bucket "$bucket" --prefix "$key" --output json >"$scratch/all" ||
  end_with "the versions in $bucket cannot be listed; is this an administrator of $ENV?"
jq --arg key "$key" '[(.Versions[]? | . + {deleted: false}), (.DeleteMarkers[]? | . + {deleted: true}) | select(.Key == $key)]
  | sort_by(.LastModified) | reverse | sort_by(.IsLatest | not)' "$scratch/all" >"$scratch/versions"
# A run that was killed early leaves a lock and has not written a state yet.
jq -e 'length > 0' "$scratch/versions" >/dev/null || read_lock "$scratch/lock" ||
  end_with "$bucket has no state '$key'; aws s3 ls s3://$bucket/$ENV/ shows which stacks have one"

holder() { jq -r '"locked by \(.Who) since \(.Created), for \(.Operation), id \(.ID)"' "$scratch/lock"; }

show() {
  local id
  if read_lock "$scratch/lock"; then holder; else echo "not locked"; fi
  for id in $(jq -r '.[:10][] | select(.deleted | not) | .VersionId' "$scratch/versions"); do
    read_version "$id" "$scratch/state"
    jq -r --arg id "$id" --slurpfile all "$scratch/versions" '($all[0][] | select(.VersionId == $id)) as $version
      | "\($id)  \($version.LastModified)  serial \(.serial), \(.resources | length) resources\(if $version.IsLatest then "  <- present" else "" end)"' "$scratch/state"
  done
  jq -r 'if .[0].deleted then "the state was deleted \(.[0].LastModified)" else empty end' "$scratch/versions"
}

unlock() {
  read_lock "$scratch/lock" || end_with "$key is not locked"
  holder
  [ "$(jq -r .ID "$scratch/lock")" = "$lock" ] || end_with "'$lock' is not the id of this lock; somebody else holds it"
  echo "Only when that run is over: a deployment that goes on without its lock can lose what another one writes."
  confirm "unlock $ENV $STACK"
  aws s3api delete-object --bucket "$bucket" --key "$key.tflock" >/dev/null
  say "$key is not locked any more; a run that was cut off may have made things that the state does not know: npx cdktf diff $ENV-$STACK"
}

# Terraform's own lock, so that nobody deploys meanwhile: an object that can be made once.
take_lock() {
  lock=$(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen)
  jq -n --arg id "$lock" --arg who "$(id -un)@$(hostname)" --arg path "$bucket/$key" --arg now "$(date -u +%Y-%m-%dT%H:%M:%SZ)" \
    '{ID: $id, Operation: "recover-state.sh", Info: "", Who: $who, Version: "", Created: $now, Path: $path}' >"$scratch/mine"
  if aws s3api put-object --bucket "$bucket" --key "$key.tflock" --body "$scratch/mine" --if-none-match '*' >/dev/null 2>"$scratch/error"; then return; fi
  read_lock "$scratch/lock" || end_with "the lock cannot be taken: $(cat "$scratch/error")"
  end_with "$(holder). Wait for that run; when it is dead: $0 $ENV $STACK --unlock $(jq -r .ID "$scratch/lock")"
}

recover() {
  local newest
  read_version "$version" "$scratch/state" || end_with "'$version' is no version of $key; $0 $ENV $STACK shows them"
  newest=$(jq -r '[.[] | select(.deleted | not)][0].VersionId' "$scratch/versions")
  read_version "$newest" "$scratch/newest"
  [ "$(jq -r .lineage "$scratch/state")" = "$(jq -r .lineage "$scratch/newest")" ] ||
    end_with "version $version is the state of another installation (its lineage differs); it describes other resources"
  echo "Version $version, with $(jq '.resources | length' "$scratch/state") resources, becomes the state of $ENV-$STACK; the newest has $(jq '.resources | length' "$scratch/newest")."
  echo "What was made since stays in AWS, and Terraform does not know it any more."
  confirm "recover $ENV $STACK"
  take_lock
  # Terraform takes a state for newer by its serial.
  jq --argjson serial "$(jq .serial "$scratch/newest")" '.serial = $serial + 1' "$scratch/state" >"$scratch/next"
  aws s3api put-object --bucket "$bucket" --key "$key" --body "$scratch/next" --content-type application/json \
    --server-side-encryption aws:kms --ssekms-key-id "alias/langfuse-$ENV-state" >/dev/null ||
    end_with "the state was not written; the lock is still ours: $0 $ENV $STACK --unlock $lock"
  aws s3api delete-object --bucket "$bucket" --key "$key.tflock" >/dev/null
  say "done, with serial $(jq .serial "$scratch/next"). Look before you deploy: npx cdktf diff $ENV-$STACK"
}

if [ -n "$lock" ]; then unlock; elif [ -n "$version" ]; then recover; else show; fi
