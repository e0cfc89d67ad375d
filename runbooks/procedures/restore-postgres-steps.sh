# What restore-postgres.sh is made of. Instances: langfuse-ENV-postgres, the restored langfuse-ENV-postgres-TIME, and after
# the switch langfuse-ENV-postgres-before-TIME, which restore-clickhouse.sh knows by its tags.

# there INSTANCE: whether it exists; what AWS says of it is in description then.
there() {
  local answer
  if answer=$(aws rds describe-db-instances --db-instance-identifier "$1" --output json 2>"$scratch/error"); then
    description=$(jq -c '.DBInstances[0]' <<<"$answer")
  elif grep -q DBInstanceNotFound "$scratch/error"; then
    description="" && return 1
  else
    end_with "AWS does not describe $1: $(cat "$scratch/error")"
  fi
}

# check_window DESCRIPTION: RDS keeps the last seconds to itself, and what is older than its backups is gone.
check_window() {
  local latest days
  latest=$(jq -r '.LatestRestorableTime // "" | sub("\\.[0-9]+"; "") | sub("\\+00:00$"; "Z")' <<<"$1")
  days=$(jq -r .BackupRetentionPeriod <<<"$1")
  [ "$days" -gt 0 ] || end_with "$present keeps no backups; postgres.backupDays is 0"
  [ $(($(date -u +%s) - $(seconds_of "$TIME"))) -lt $((days * 86400)) ] ||
    end_with "$TIME is further back than the $days days that $present keeps; aws rds describe-db-snapshots may show an older copy"
  [ -z "$latest" ] || [[ ! $TIME > $latest ]] ||
    end_with "$TIME is newer than $latest, up to which $present can be restored now; wait five minutes, or take that time"
}

# Postgres must not be older than ClickHouse: nobody sees traces of a project that it does not know.
warn_of_clickhouse() {
  echo "  Projects, keys and prompts made after $TIME will be gone, and their traces will stay in ClickHouse, where nobody sees them."
  echo "  When that matters, afterwards: runbooks/procedures/restore-clickhouse.sh $ENV $TIME, and a replay"
}

# What RDS takes when it restores; the rest follows in complete_instance, because an older AWS CLI does not know it here.
make_instance() {
  jq --arg source "$present" --arg target "$restored" --arg time "$TIME" --arg parameters "$parameters" '{
    SourceDBInstanceIdentifier: $source, TargetDBInstanceIdentifier: $target, RestoreTime: $time,
    DBInstanceClass, MultiAZ, StorageType, PubliclyAccessible, DBSubnetGroupName: .DBSubnetGroup.DBSubnetGroupName,
    VpcSecurityGroupIds: [.VpcSecurityGroups[].VpcSecurityGroupId],
    DBParameterGroupName: (if $parameters == "present" then .DBParameterGroups[0].DBParameterGroupName else null end),
    AutoMinorVersionUpgrade, CopyTagsToSnapshot, DeletionProtection, MaxAllocatedStorage,
    EnableIAMDatabaseAuthentication: .IAMDatabaseAuthenticationEnabled,
    Tags: [.TagList[]? | select(.Key | startswith("aws:") | not)]
  } | with_entries(select(.value != null))' <<<"$1" >"$scratch/restore.json"
  aws rds restore-db-instance-to-point-in-time --cli-input-json "file://$scratch/restore.json" >/dev/null
  say "$restored is being made, which takes from ten minutes to an hour"
}

# complete_instance DESCRIPTION: of the present one; that of the restored one is in description.
complete_instance() {
  # RDS takes a key for the password only together with the password.
  jq --arg target "$restored" --argjson managed "$(jq '.MasterUserSecret != null' <<<"$description")" '{
    DBInstanceIdentifier: $target, ApplyImmediately: true,
    BackupRetentionPeriod, PreferredBackupWindow, PreferredMaintenanceWindow, CACertificateIdentifier,
    MonitoringInterval, MonitoringRoleArn, DatabaseInsightsMode,
    EnablePerformanceInsights: .PerformanceInsightsEnabled, PerformanceInsightsKMSKeyId, PerformanceInsightsRetentionPeriod,
    ManageMasterUserPassword: (if .MasterUserSecret and ($managed | not) then true else null end),
    MasterUserSecretKmsKeyId: (if $managed then null else .MasterUserSecret.KmsKeyId end)
  } | with_entries(select(.value != null))' <<<"$1" >"$scratch/modify.json"
  aws rds modify-db-instance --cli-input-json "file://$scratch/modify.json" >/dev/null
  # RDS says 'available' until it begins, within a minute.
  for _ in 1 2 3; do sleep "${POLL_SECONDS:-20}"; done
}

# wait_for INSTANCE: until it is there, can be used, and no change of it is under way.
wait_for() {
  local said="" status
  while :; do
    there "$1" || description='{"DBInstanceStatus": "not there yet"}'
    status=$(jq -r 'if (.PendingModifiedValues // {} | length) > 0 then "about to change" else .DBInstanceStatus end' <<<"$description")
    case $status in
      available | storage-optimization) return ;;
      *failed* | incompatible-* | inaccessible-* | storage-full)
        end_with "$1 is '$status'; aws rds describe-events --source-type db-instance --source-identifier $1 says why" ;;
    esac
    [ "$status" = "$said" ] || say "$1: $status"
    said=$status
    sleep "${POLL_SECONDS:-20}"
  done
}

# settings DESCRIPTION: what has to be equal, one a line.
settings() {
  jq -S --arg parameters "$parameters" '{DBInstanceClass, MultiAZ, StorageType, MaxAllocatedStorage, KmsKeyId, StorageEncrypted, PubliclyAccessible, DeletionProtection,
    AutoMinorVersionUpgrade, CopyTagsToSnapshot, IAMDatabaseAuthenticationEnabled, BackupRetentionPeriod, PreferredBackupWindow,
    PreferredMaintenanceWindow, MonitoringInterval, MonitoringRoleArn, PerformanceInsightsEnabled, CACertificateIdentifier,
    subnets: .DBSubnetGroup.DBSubnetGroupName, groups: [.VpcSecurityGroups[].VpcSecurityGroupId] | sort,
    parameters: (if $parameters == "present" then [.DBParameterGroups[].DBParameterGroupName] else "default" end), managed: (.MasterUserSecret != null),
    tags: [.TagList[]? | select(.Key | startswith("aws:") | not)] | sort}' <<<"$1"
}
check_settings() {
  settings "$1" >"$scratch/present"
  there "$restored"
  settings "$description" >"$scratch/restored"
  diff "$scratch/present" "$scratch/restored" >"$scratch/difference" ||
    end_with "$restored differs from $present, < is the present one; run this again, or set it by aws rds modify-db-instance:
$(grep '^[<>]' "$scratch/difference")"
  say "$restored has the settings of $present: network, groups, key, class, standby, protection, backups, tags"
}

say_comparison() {
  local host
  there "$restored"
  host=$(jq -r .Endpoint.Address <<<"$description")
  cat <<COMPARE

Look into it before the switch: stores-from-inside.md makes the pod, and this counts every table, there and in the present one:
  kubectl -n langfuse exec -i psql -- sh -c 'PGUSER=\$ROLE PGPASSWORD=\$PASSWORD psql --host=$host --dbname=\$DATABASE' < runbooks/procedures/count-rows.sql
  kubectl -n langfuse exec -i psql -- sh -c 'PGUSER=\$ROLE PGPASSWORD=\$PASSWORD psql --dbname=\$DATABASE' < runbooks/procedures/count-rows.sql
COMPARE
}

# rename FROM TO: the address goes with the name. An instance under another name would make log groups without a key.
rename() {
  aws rds modify-db-instance --db-instance-identifier "$1" --new-db-instance-identifier "$2" --apply-immediately >/dev/null
  say "$1 becomes $2"
  while there "$1" || ! there "$2"; do sleep "${POLL_SECONDS:-20}"; done
  wait_for "$2"
  [ "$2" = "$present" ] ||
    aws rds modify-db-instance --db-instance-identifier "$2" --apply-immediately \
      --cloudwatch-logs-export-configuration '{"DisableLogTypes":["postgresql","upgrade"]}' >/dev/null
}
export_logs() {
  there "$1"
  if jq -e '.EnabledCloudwatchLogsExports // [] | length == 2' <<<"$description" >/dev/null; then return; fi
  aws rds modify-db-instance --db-instance-identifier "$1" --apply-immediately \
    --cloudwatch-logs-export-configuration '{"EnableLogTypes":["postgresql","upgrade"]}' >/dev/null
}

# mark_replaced INSTANCE, unmark INSTANCE: what restore-clickhouse.sh asks for.
mark_replaced() {
  there "$1"
  aws rds add-tags-to-resource --resource-name "$(jq -r .DBInstanceArn <<<"$description")" \
    --tags "Key=restored-to,Value=$TIME" "Key=replaced-at,Value=$(date -u +%Y-%m-%dT%H:%M:%SZ)"
}
unmark() {
  there "$1"
  aws rds remove-tags-from-resource --resource-name "$(jq -r .DBInstanceArn <<<"$description")" --tag-keys restored-to replaced-at
}

# Pods hold connections to the instance that they knew.
restart_langfuse() {
  kubectl -n langfuse rollout restart deployment/langfuse-web deployment/langfuse-worker >/dev/null
  resume_workers
  kubectl -n langfuse rollout status deployment/langfuse-web --timeout=15m
}

# copied INSTANCE: ARN of the backups that another region has of it, where one has.
copied() {
  there "$1"
  jq -r '.DBInstanceAutomatedBackupsReplications[0].DBInstanceAutomatedBackupsArn // ""' <<<"$description"
}

# say_state OTHER: what Terraform has to be told. Another region goes on copying the backups of the instance that Terraform
# knew, whatever its name, until it is told of that as well.
say_state() {
  local own copies="" added="" address=aws_db_instance_automated_backups_replication.copies_postgres_backups
  own=$(copied "$present")
  if [ -n "$own" ]; then
    copies=$'\n'"  terraform state rm $address"$'\n'"  terraform import $address $own"
  elif [ -n "$(copied "$1")" ]; then
    copies=$'\n'"  terraform state rm $address" added=" It adds $address: until then the second region gets nothing of $present."
  fi
  cat <<STATE

Terraform knows the instance by a number and not by its name, and has to be told which one it is now. In the repository:
  npm run synth && cd cdktf.out/stacks/$ENV-data && terraform init
  terraform state rm aws_db_instance.postgres_instance
  terraform import aws_db_instance.postgres_instance $present$copies
  cd - && npx cdktf diff $ENV-data
The plan must say 'update in-place' for it and nothing with -/+.$added
Then deploy $ENV-data, and $ENV-langfuse after it: the master password is another secret now.
STATE
}
