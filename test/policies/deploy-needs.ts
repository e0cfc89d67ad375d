const ownBucket = "arn:aws:s3:::langfuse-{environment}-x";

/** What the deploy role needs in order to make a resource of a type: the action, and the ARN that AWS checks. Braces
 *  name arguments of the resource, or the region and account. An ARN without them is of a kind that has ids only. */
export const NEEDS: Readonly<Record<string, readonly [action: string, arn: string]>> = {
  aws_acm_certificate: ["acm:RequestCertificate", "*"],
  aws_acm_certificate_validation: ["acm:DescribeCertificate", regional("acm", "certificate/1")],
  aws_backup_plan: ["backup:CreateBackupPlan", regional("backup", "backup-plan:1")],
  aws_backup_restore_testing_plan: [
    "backup:CreateRestoreTestingPlan",
    regional("backup", "restore-testing-plan:{name}-1"),
  ],
  aws_backup_restore_testing_selection: [
    "backup:CreateRestoreTestingSelection",
    regional("backup", "restore-testing-plan:{restore_testing_plan_name}-1"),
  ],
  aws_backup_selection: ["backup:CreateBackupSelection", regional("backup", "backup-plan:1")],
  aws_backup_vault: ["backup:CreateBackupVault", regional("backup", "backup-vault:{name}")],
  aws_backup_vault_lock_configuration: [
    "backup:PutBackupVaultLockConfiguration",
    regional("backup", "backup-vault:langfuse-{environment}"),
  ],
  aws_cloudformation_stack: ["cloudformation:CreateStack", regional("cloudformation", "stack/{name}/1")],
  aws_cloudtrail: ["cloudtrail:CreateTrail", regional("cloudtrail", "trail/{name}")],
  aws_cloudwatch_event_rule: ["events:PutRule", regional("events", "rule/{name}")],
  aws_cloudwatch_event_target: ["events:PutTargets", regional("events", "rule/langfuse-{environment}-x")],
  aws_cloudwatch_metric_alarm: ["cloudwatch:PutMetricAlarm", regional("cloudwatch", "alarm:{alarm_name}")],
  aws_cloudwatch_log_group: ["logs:CreateLogGroup", regional("logs", "log-group:{name}")],
  aws_cloudwatch_log_resource_policy: ["logs:PutResourcePolicy", "*"],
  aws_cognito_managed_login_branding: [
    "cognito-idp:CreateManagedLoginBranding",
    regional("cognito-idp", "userpool/1"),
  ],
  aws_cognito_user_pool: ["cognito-idp:CreateUserPool", "*"],
  aws_cognito_user_pool_client: ["cognito-idp:CreateUserPoolClient", regional("cognito-idp", "userpool/1")],
  aws_cognito_user_pool_domain: ["cognito-idp:CreateUserPoolDomain", regional("cognito-idp", "userpool/1")],
  aws_db_instance: ["rds:CreateDBInstance", regional("rds", "db:{identifier}")],
  aws_db_instance_automated_backups_replication: [
    "rds:StartDBInstanceAutomatedBackupsReplication",
    regional("rds", "db:langfuse-{environment}-x"),
  ],
  aws_db_parameter_group: ["rds:CreateDBParameterGroup", regional("rds", "pg:{name}")],
  aws_db_subnet_group: ["rds:CreateDBSubnetGroup", regional("rds", "subgrp:{name}")],
  aws_default_security_group: ["ec2:RevokeSecurityGroupIngress", regional("ec2", "security-group/sg-1")],
  aws_ec2_managed_prefix_list: ["ec2:CreateManagedPrefixList", regional("ec2", "prefix-list/pl-1")],
  aws_eip: ["ec2:AllocateAddress", regional("ec2", "elastic-ip/eipalloc-1")],
  aws_eks_access_entry: ["eks:CreateAccessEntry", regional("eks", "cluster/langfuse-{environment}")],
  aws_eks_access_policy_association: [
    "eks:AssociateAccessPolicy",
    regional("eks", "access-entry/langfuse-{environment}/role/x"),
  ],
  aws_eks_addon: ["eks:CreateAddon", regional("eks", "cluster/langfuse-{environment}")],
  aws_eks_cluster: ["eks:CreateCluster", regional("eks", "cluster/{name}")],
  aws_eks_pod_identity_association: [
    "eks:CreatePodIdentityAssociation",
    regional("eks", "cluster/langfuse-{environment}"),
  ],
  aws_elasticache_parameter_group: [
    "elasticache:CreateCacheParameterGroup",
    regional("elasticache", "parametergroup:{name}"),
  ],
  aws_elasticache_replication_group: [
    "elasticache:CreateReplicationGroup",
    regional("elasticache", "replicationgroup:{replication_group_id}"),
  ],
  aws_elasticache_subnet_group: [
    "elasticache:CreateCacheSubnetGroup",
    regional("elasticache", "subnetgroup:{name}"),
  ],
  aws_elasticache_user_group: [
    "elasticache:CreateUserGroup",
    regional("elasticache", "usergroup:{user_group_id}"),
  ],
  aws_flow_log: ["ec2:CreateFlowLogs", regional("ec2", "vpc-flow-log/fl-1")],
  aws_iam_openid_connect_provider: [
    "iam:CreateOpenIDConnectProvider",
    "arn:aws:iam::{account}:oidc-provider/oidc.eks.{region}.amazonaws.com/id/1",
  ],
  aws_iam_role: ["iam:CreateRole", "arn:aws:iam::{account}:role/{name}"],
  aws_iam_role_policy: ["iam:PutRolePolicy", "arn:aws:iam::{account}:role/langfuse-{environment}-x"],
  aws_iam_role_policy_attachment: [
    "iam:AttachRolePolicy",
    "arn:aws:iam::{account}:role/langfuse-{environment}-x",
  ],
  aws_internet_gateway: ["ec2:CreateInternetGateway", regional("ec2", "internet-gateway/igw-1")],
  aws_kms_alias: ["kms:CreateAlias", "arn:aws:kms:{region}:{account}:{name}"],
  aws_kms_key: ["kms:CreateKey", "*"],
  aws_lb: [
    "elasticloadbalancing:CreateLoadBalancer",
    regional("elasticloadbalancing", "loadbalancer/app/{name}/1"),
  ],
  aws_lb_listener: [
    "elasticloadbalancing:CreateListener",
    regional("elasticloadbalancing", "loadbalancer/app/langfuse-{environment}/1"),
  ],
  aws_lb_listener_certificate: [
    "elasticloadbalancing:AddListenerCertificates",
    regional("elasticloadbalancing", "listener/app/langfuse-{environment}/1/1"),
  ],
  aws_lb_listener_rule: [
    "elasticloadbalancing:CreateRule",
    regional("elasticloadbalancing", "listener/app/langfuse-{environment}/1/1"),
  ],
  aws_lb_target_group: [
    "elasticloadbalancing:CreateTargetGroup",
    regional("elasticloadbalancing", "targetgroup/{name}/1"),
  ],
  aws_nat_gateway: ["ec2:CreateNatGateway", regional("ec2", "natgateway/nat-1")],
  aws_route: ["ec2:CreateRoute", regional("ec2", "route-table/rtb-1")],
  aws_route53_record: ["route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/{zone_id}"],
  aws_route53_zone: ["route53:CreateHostedZone", "*"],
  aws_route_table: ["ec2:CreateRouteTable", regional("ec2", "route-table/rtb-1")],
  aws_route_table_association: ["ec2:AssociateRouteTable", regional("ec2", "route-table/rtb-1")],
  aws_s3_bucket: ["s3:CreateBucket", "arn:aws:s3:::{bucket}"],
  aws_s3_bucket_cors_configuration: ["s3:PutBucketCORS", ownBucket],
  aws_s3_bucket_lifecycle_configuration: ["s3:PutLifecycleConfiguration", ownBucket],
  aws_s3_bucket_logging: ["s3:PutBucketLogging", ownBucket],
  aws_s3_bucket_metric: ["s3:PutMetricsConfiguration", ownBucket],
  aws_s3_bucket_object_lock_configuration: ["s3:PutBucketObjectLockConfiguration", ownBucket],
  aws_s3_bucket_ownership_controls: ["s3:PutBucketOwnershipControls", ownBucket],
  aws_s3_bucket_policy: ["s3:PutBucketPolicy", ownBucket],
  aws_s3_bucket_public_access_block: ["s3:PutBucketPublicAccessBlock", ownBucket],
  aws_s3_bucket_replication_configuration: ["s3:PutReplicationConfiguration", ownBucket],
  aws_s3_bucket_server_side_encryption_configuration: ["s3:PutEncryptionConfiguration", ownBucket],
  aws_s3_bucket_versioning: ["s3:PutBucketVersioning", ownBucket],
  aws_secretsmanager_secret: [
    "secretsmanager:CreateSecret",
    regional("secretsmanager", "secret:{name}-AbCdEf"),
  ],
  aws_secretsmanager_secret_version: [
    "secretsmanager:PutSecretValue",
    regional("secretsmanager", "secret:langfuse-{environment}-x-AbCdEf"),
  ],
  aws_security_group: ["ec2:CreateSecurityGroup", regional("ec2", "security-group/sg-1")],
  aws_sns_topic: ["sns:CreateTopic", regional("sns", "{name}")],
  aws_sns_topic_policy: ["sns:SetTopicAttributes", regional("sns", "langfuse-{environment}-x")],
  aws_sns_topic_subscription: ["sns:Subscribe", regional("sns", "langfuse-{environment}-x")],
  aws_subnet: ["ec2:CreateSubnet", regional("ec2", "subnet/subnet-1")],
  aws_vpc: ["ec2:CreateVpc", regional("ec2", "vpc/vpc-1")],
  aws_vpc_endpoint: ["ec2:CreateVpcEndpoint", regional("ec2", "vpc-endpoint/vpce-1")],
  aws_vpc_security_group_egress_rule: [
    "ec2:AuthorizeSecurityGroupEgress",
    regional("ec2", "security-group/sg-1"),
  ],
  aws_vpc_security_group_ingress_rule: [
    "ec2:AuthorizeSecurityGroupIngress",
    regional("ec2", "security-group/sg-1"),
  ],
  aws_wafv2_ip_set: ["wafv2:CreateIPSet", regional("wafv2", "regional/ipset/{name}/1")],
  aws_wafv2_web_acl: ["wafv2:CreateWebACL", regional("wafv2", "regional/webacl/{name}/1")],
  aws_wafv2_web_acl_association: [
    "wafv2:AssociateWebACL",
    regional("wafv2", "regional/webacl/langfuse-{environment}/1"),
  ],
  aws_wafv2_web_acl_logging_configuration: [
    "wafv2:PutLoggingConfiguration",
    regional("wafv2", "regional/webacl/langfuse-{environment}/1"),
  ],
};

function regional(service: string, resource: string): string {
  return `arn:aws:${service}:{region}:{account}:${resource}`;
}
