# shellcheck shell=bash
# Functions for the scripts that look at backups. Those of ClickHouse lie in BUCKET, each in a folder of its own that begins
# with its time, and are complete when the object .backup is in it.

age_of() { # a time as AWS writes it
  echo $(($(date -u +%s) - $(date -u -d "$1" +%s)))
}

# Names of all backups, complete or not.
backup_names() {
  # shellcheck disable=SC2153 # a variable of the container
  aws s3api list-objects-v2 --bucket "$BUCKET" --prefix clickhouse/ --delimiter / \
    --query 'CommonPrefixes[].Prefix' --output text | tr '\t' '\n' | sed -n 's|^clickhouse/\([^/]*\)/$|\1|p'
}

# Whether the object is there by which a backup is complete.
completed() { # name
  local size
  size=$(aws s3api list-objects-v2 --bucket "$BUCKET" --prefix "clickhouse/$1/.backup" \
    --query 'Contents[0].Size' --output text) || return 2
  [ "$size" != None ]
}

# What ClickHouse says of a backup.
description() { # name
  aws s3 cp --quiet "s3://$BUCKET/clickhouse/$1/.backup" -
}

# Name of the full backup without which an incremental one is nothing; nothing for a full one.
base_of() { # name
  description "$1" | sed -n 's|.*<base_backup>.*/\([^/]*\)/.*</base_backup>.*|\1|p' | head -n 1
}

time_of() { # name
  echo "${1:0:4}-${1:4:2}-${1:6:2}T${1:9:2}:${1:11:2}:${1:13:2}Z"
}

# Those of some names that are complete, the newest first; fails at the first of which S3 does not tell.
newest_complete() { # names, pattern, most
  local name found=0
  while read -r name; do
    # shellcheck disable=SC2053 # a pattern
    [[ $name == *-$2 ]] || continue
    completed "$name" || { [ $? = 1 ] || return 2; continue; }
    echo "$name"
    found=$((found + 1))
    [ "$found" -lt "$3" ] || return 0
  done < <(sort -r <<<"$1")
}
