# What restore-clickhouse.sh is made of. Databases: default, restored_<time> beside it, and after the switch replaced_<time>,
# which holds the tables from before. A table restore_note in the second says what belongs to the restore.

# ch STATEMENT: on replica 0, which speaks for all by ON CLUSTER. The database default may be gone.
ch() {
  # shellcheck disable=SC2086 # no option is no argument
  kubectl -n clickhouse exec chi-langfuse-default-0-0-0 -c clickhouse -- clickhouse-client --database system ${options:-} --query "$1"
}

# Newer servers read S3 with their own role only for a statement that asks for it; older ones do not know the setting.
read_with_own_role() {
  local setting=s3_allow_server_credentials_in_user_queries
  if is_one "SELECT count() FROM system.settings WHERE name = '$setting'"; then options=--$setting=1; fi
}

# The backup -----------------------------------------------------------------------------------------------------------

# base_of BACKUP: the one that it builds on, or nothing; fails with 2 when it was never completed. ClickHouse writes the
# description last, and begins it with the base.
base_of() {
  if ! aws s3api get-object --bucket "$bucket" --key "clickhouse/$1/.backup" --range bytes=0-4095 "$scratch/head" >/dev/null 2>"$scratch/error"; then
    grep -qE 'NoSuchKey|InvalidRange' "$scratch/error" ||
      end_with "the description of $1 cannot be read:$(tr '\n' ' ' <"$scratch/error"); are these the credentials of an administrator of $ENV, who may use the key of its backups?"
    return 2
  fi
  sed -nE "s|.*<base_backup>S3\('[^']*/clickhouse/([^/']+)/?'.*|\1|p" <"$scratch/head" | head -n 1
}

# choose_backup: the newest complete one not newer than TIME, as backup, its base and the whole chain.
choose_backup() {
  local names name part next missing
  names=$(aws s3api list-objects-v2 --bucket "$bucket" --prefix clickhouse/ --delimiter / --query 'CommonPrefixes[].Prefix' --output text) ||
    end_with "the bucket $bucket cannot be read; are these the credentials of an administrator of $ENV?"
  names=$(tr '\t' '\n' <<<"$names" | sed -nE 's/^clickhouse\/([0-9]{8}T[0-9]{6}Z-(full|incremental))\/$/\1/p' | sort -r)
  for name in $names; do
    [[ ${name%%-*} > $(short_of "$TIME") ]] && continue
    base=$(base_of "$name") || { [ $? = 2 ] || exit 1 && echo "  passed over: $name was never completed" && continue; }
    backup=$name chain=$name missing="" part=$base
    while [ -n "$part" ] && [ -z "$missing" ]; do
      chain="$chain $part"
      next=$(base_of "$part") || { [ $? = 2 ] || exit 1 && missing=$part; }
      part=$next
    done
    [ -n "$missing" ] || return 0
    echo "  passed over: $name builds on $missing, which is not there"
  done
  end_with "no complete backup in s3://$bucket/clickhouse/ is from $TIME or before; aws s3 ls s3://$bucket/clickhouse/ shows all"
}

# Traces may only speak of projects that Postgres knows: it must not have been restored to a time before this backup.
check_postgres() {
  local restored
  restored=$(aws rds describe-db-instances --output json | jq -r --arg old "langfuse-$ENV-postgres-before-" --arg at "$(long_of "$stamp")" '
    [.DBInstances[] | select(.DBInstanceIdentifier | startswith($old)) | .TagList // [] | from_entries
     | select(."restored-to" != null and ."restored-to" < $at and $at < ."replaced-at") | ."restored-to"] | min // ""')
  [ -n "$restored" ] || return 0
  echo "  Postgres was restored to $restored, and this backup of $(long_of "$stamp") is newer"
  [ "$newer" = yes ] ||
    end_with "traces of projects that Postgres does not know would come back; take $restored as TIME, or add --newer-than-postgres"
}

check_space() {
  local part bytes=0 free
  for part in $chain; do
    bytes=$((bytes + $(aws s3api list-objects-v2 --bucket "$bucket" --prefix "clickhouse/$part/" --query 'sum(Contents[].Size)' --output json | jq floor)))
  done
  free=$(ch "SELECT min(free_space) FROM clusterAllReplicas('default', system.disks) WHERE name = 'default'")
  echo "  size: at most $((bytes >> 20)) MiB; free on the fullest replica: $((free >> 20)) MiB"
  [ "$free" -gt $((bytes + bytes / 10)) ] ||
    end_with "the fullest replica has no room for a second copy; grow the volumes first: clickhouse-disk-grow.md"
}

# from_backup [SETTING]: where RESTORE reads. The base is named anew, because a copied bucket has another address.
from_backup() {
  local settings=${1:-}
  [ -z "$base" ] || settings="base_backup = S3('$home/clickhouse/$base/')${settings:+, $settings}"
  echo "FROM S3('$home/clickhouse/$backup/')${settings:+ SETTINGS $settings}"
}

# Tables ---------------------------------------------------------------------------------------------------------------

# is_one QUESTION: whether ClickHouse answers with 1.
is_one() {
  local count
  count=$(ch "$1") || end_with "replica 0 of ClickHouse does not answer; kubectl -n clickhouse get pods"
  [ "$count" = 1 ]
}
exists() { is_one "SELECT count() FROM system.databases WHERE name = '$1'"; }
is_noted() { is_one "SELECT count() FROM system.tables WHERE database = '$1' AND name = 'restore_note' AND total_rows > 0"; }
uuid_of() { ch "SELECT uuid FROM system.tables WHERE database = '$1' AND name = '$2'"; }
# noted WHAT: names that the note of this restore holds.
noted() { ch "SELECT name FROM $side.restore_note WHERE what = '$1' ORDER BY name"; }
schema_of() { ch "SELECT argMax(version, sequence) FROM $1.schema_migrations" 2>/dev/null || echo none; }

drop_views() {
  local view
  for view in $(ch "SELECT name FROM system.tables WHERE database = '$1' AND engine LIKE '%View'"); do
    ch "DROP VIEW $1.$view ON CLUSTER default SYNC"
  done
}

# In the background, so that a broken connection breaks nothing.
restore_beside() {
  local id state
  id=$(ch 'SELECT generateUUIDv4()')
  ch "DROP DATABASE IF EXISTS $side ON CLUSTER default SYNC SETTINGS max_table_size_to_drop = 0, max_partition_size_to_drop = 0"
  say "$backup is restored into the database $side"
  ch "RESTORE DATABASE default AS $side ON CLUSTER default $(from_backup "id = '$id'") ASYNC" >/dev/null
  while state=$(ch "SELECT status FROM system.backups WHERE id = '$id'") && [ "$state" = RESTORING ]; do
    sleep "${POLL_SECONDS:-10}"
  done
  [ "$state" = RESTORED ] ||
    end_with "the restore ended with '${state:-nothing, because the pod was restarted}': $(ch "SELECT error FROM system.backups WHERE id = '$id'")
Run this again; when it says the same, give a TIME before $(long_of "$stamp")"
}

# RESTORE compares lengths and no checksums.
check_parts() {
  local table damaged
  for table in $(ch "SELECT name FROM system.tables WHERE database = '$side' AND engine NOT LIKE '%View' ORDER BY name"); do
    case $(ch "SELECT engine FROM system.tables WHERE database = '$side' AND name = '$table'") in
      Replicated*) ch "SYSTEM SYNC REPLICA $side.$table" ;;
    esac
    damaged=$(ch "CHECK TABLE $side.$table SETTINGS check_query_single_value_result = 0" | awk -F'\t' '$2 != 1' | head -n 3)
    [ -z "$damaged" ] ||
      end_with "$table came back damaged: $damaged
Give a TIME before the full backup ${base:-$backup}, so that another one is taken; keep this one for whoever looks into it"
  done
  say "every part of every table has the checksums that it was written with"
}

# The note is written last: a restore without one is begun anew. Views are made from the backup once more at the switch.
write_note() {
  ch "CREATE TABLE $side.restore_note (what String, name String, text String) ENGINE = MergeTree ORDER BY (what, name)"
  ch "INSERT INTO $side.restore_note
      SELECT if(engine LIKE '%View', 'view', 'table') AS what, name, toString(uuid) AS text FROM system.tables
      WHERE database = '$side' AND name != 'restore_note'
      UNION ALL SELECT 'backup', '$backup', '$base'"
}

compare() {
  ch "SELECT name AS table, anyIf(total_rows, database = 'default') AS rows_now, anyIf(total_rows, database = '$side') AS rows_restored,
      multiIf(countIf(database = 'default') = 0, 'comes back', countIf(database = '$side') = 0, 'not in the backup, stays', '') AS remark
      FROM system.tables WHERE database IN ('default', '$side') AND engine NOT LIKE '%View' AND name != 'restore_note'
      GROUP BY name ORDER BY name FORMAT PrettyCompactMonoBlock"
}

# place TABLE: the restored one goes where the present one is, unless it is there already.
place() {
  local wanted present
  wanted=$(ch "SELECT text FROM $side.restore_note WHERE what = 'table' AND name = '$1'")
  present=$(uuid_of default "$1")
  case $present in
    "$wanted") ;;
    "") ch "RENAME TABLE $side.$1 TO default.$1 ON CLUSTER default" ;;
    *) ch "EXCHANGE TABLES default.$1 AND $side.$1 ON CLUSTER default" ;;
  esac
}

# take_back TABLE: the other way round; one that was not there before stays.
take_back() {
  local wanted present other
  wanted=$(ch "SELECT text FROM $side.restore_note WHERE what = 'table' AND name = '$1'")
  present=$(uuid_of default "$1")
  other=$(uuid_of "$side" "$1")
  [ "$present" != "$wanted" ] || [ -z "$other" ] || ch "EXCHANGE TABLES default.$1 AND $side.$1 ON CLUSTER default"
}
