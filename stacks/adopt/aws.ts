import { ACM } from "@aws-sdk/client-acm";
import { Backup } from "@aws-sdk/client-backup";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { CloudTrail } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { EC2, type EC2ClientConfig } from "@aws-sdk/client-ec2";
import { EKS } from "@aws-sdk/client-eks";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import { ElastiCache } from "@aws-sdk/client-elasticache";
import { IAM } from "@aws-sdk/client-iam";
import { KMS } from "@aws-sdk/client-kms";
import { RDS } from "@aws-sdk/client-rds";
import { Route53 } from "@aws-sdk/client-route-53";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SNS } from "@aws-sdk/client-sns";
import { WAFV2 } from "@aws-sdk/client-wafv2";

/** The AWS API, by service, as far as something of ours can be there. */
export type Aws = ReturnType<typeof awsWith>;

/** Clients with the same settings, which every service knows. */
export function awsWith(
  settings: Pick<EC2ClientConfig, "region" | "endpoint" | "maxAttempts" | "credentials">,
) {
  return {
    acm: new ACM(settings),
    backup: new Backup(settings),
    cloudformation: new CloudFormation(settings),
    cloudtrail: new CloudTrail(settings),
    ec2: new EC2(settings),
    eks: new EKS(settings),
    elasticache: new ElastiCache(settings),
    elb: new ElasticLoadBalancingV2(settings),
    iam: new IAM(settings),
    kms: new KMS(settings),
    logs: new CloudWatchLogs(settings),
    rds: new RDS(settings),
    route53: new Route53(settings),
    s3: new S3(settings),
    secrets: new SecretsManager(settings),
    sns: new SNS(settings),
    waf: new WAFV2(settings),
  };
}
