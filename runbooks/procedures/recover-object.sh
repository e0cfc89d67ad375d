#!/usr/bin/env bash
# Brings back an object of S3 that was deleted or overwritten. Its page: recover-object.md
#
#   recover-object.sh ENV KEY                  undoes the deletion of one object, or shows its versions
#   recover-object.sh ENV KEY --version ID     makes an older version the present one
#   recover-object.sh ENV FOLDER/ --since TIME undoes every deletion below a folder since a time
#
#   recover-object.sh prod media/cm3x9k0/7d0f1e.png
#
# It asks before it changes something. Objects of Langfuse are meant; --bucket backups means those of the backups.
set -euo pipefail
. "$(dirname "$0")/shared.sh"
help_when_asked "$@"

ENV=${1:-} KEY=${2:-} version="" since="" purpose=blobs
[ $# -lt 2 ] || shift 2
while [ $# -gt 0 ]; do
  case $1 in
    --version)
      version=${2:-}
      [ -n "$version" ] || problem "--version needs the id of one; without it they are shown"
      ;;
    --since) since=${2:-} && check_time "$since" ;;
    --bucket)
      purpose=${2:-}
      [ "$purpose" = blobs ] || [ "$purpose" = backups ] || problem "'$purpose' is no bucket; there are blobs and backups"
      ;;
    *) problem "'$1' is no option; there are --version, --since and --bucket" ;;
  esac
  shift
  [ $# -eq 0 ] || shift
done
need aws jq
check_environment "$ENV"
check_region
case $KEY in
  "") problem "no key; the second argument is one, as it stands behind the bucket's name in s3://BUCKET/KEY" ;;
  s3://* | /*) problem "'$KEY' is an address; leave out s3:// and the bucket" ;;
  */) [ -n "$since" ] || problem "'$KEY' is a folder; say --since TIME, because users delete things as well" ;;
esac
end_at_problems

bucket=langfuse-$ENV-$purpose-$(account)

# versions OPTION...: of what begins with the key.
versions() {
  aws s3api list-object-versions --bucket "$bucket" --prefix "$KEY" "$@" >"$scratch/all" ||
    end_with "the versions in $bucket cannot be listed; is this an administrator of $ENV?"
}

# folder: markers of deletions below it, the newest of each object, since the time.
folder() {
  local count
  # As text the CLI writes page by page; as JSON it would keep millions of versions in memory.
  versions --output text --query 'DeleteMarkers[?IsLatest].[LastModified,VersionId,Key]'
  jq -Rn --arg since "$since" '[inputs | split("\t") | select(length == 3)
    | select((.[0] | sub("\\.[0-9]+"; "") | sub("\\+00:00$"; "Z")) >= $since) | {Key: .[2], VersionId: .[1]}]' "$scratch/all" >"$scratch/markers"
  count=$(jq length "$scratch/markers")
  [ "$count" -gt 0 ] || end_with "nothing below $KEY was deleted since $since, or its versions have expired (blobs.noncurrentDays)"
  echo "$count objects below $KEY were deleted since $since, the first of them:"
  jq -r '.[:5][].Key | "  " + .' "$scratch/markers"
  echo "What users deleted in Langfuse is among them, too."
  confirm "recover $ENV"
  jq -c 'range(0; length; 500) as $from | {Objects: .[$from:$from + 500], Quiet: true}' "$scratch/markers" | while read -r batch; do
    printf %s "$batch" >"$scratch/batch"
    aws s3api delete-objects --bucket "$bucket" --delete "file://$scratch/batch" --output json >"$scratch/answer"
    ! jq -e '.Errors // [] | length > 0' "$scratch/answer" >/dev/null ||
      end_with "S3 refused some: $(jq -c '.Errors[0]' "$scratch/answer"). Run this again"
  done
  say "$count objects are back"
}

# object: one, by its markers or by a version.
object() {
  local marker
  versions --output json
  jq --arg key "$KEY" '[(.Versions[]? | . + {deleted: false}), (.DeleteMarkers[]? | . + {deleted: true}) | select(.Key == $key)]
    | sort_by(.LastModified) | reverse | sort_by(.IsLatest | not)' "$scratch/all" >"$scratch/versions"
  jq -r '.[] | "  \(.VersionId)  \(.LastModified)  \(if .deleted then "deleted" else "\(.Size) bytes" end)\(if .IsLatest then "  <- present" else "" end)"' "$scratch/versions"
  jq -e 'any(.[]; .deleted | not)' "$scratch/versions" >/dev/null ||
    end_with "$bucket has no version of '$KEY'; is the key right? Versions expire after blobs.noncurrentDays"
  if [ -n "$version" ]; then
    jq -e --arg id "$version" 'any(.[]; .VersionId == $id and (.deleted | not))' "$scratch/versions" >/dev/null ||
      end_with "'$version' is none of these versions"
    echo "Version $version becomes the present one; the others stay."
    confirm "recover $ENV"
    aws s3api copy-object --bucket "$bucket" --key "$KEY" --metadata-directive COPY \
      --copy-source "$bucket/$KEY?versionId=$version" >/dev/null
  elif jq -e '.[0].deleted' "$scratch/versions" >/dev/null; then
    echo "The deletion is undone; no version is removed."
    confirm "recover $ENV"
    # Whoever deletes twice leaves two marks.
    for marker in $(jq -r '. as $all | [range(length)] | map(select($all[:. + 1] | all(.deleted))) | $all[.[]].VersionId' "$scratch/versions"); do
      aws s3api delete-object --bucket "$bucket" --key "$KEY" --version-id "$marker" >/dev/null
    done
  else
    echo "It is there. To make an older version the present one, add --version ID"
    return
  fi
  aws s3api head-object --bucket "$bucket" --key "$KEY" --output json | jq -r '"it is there: \(.ContentLength) bytes, version \(.VersionId)"'
}

case $KEY in */) folder ;; *) object ;; esac
