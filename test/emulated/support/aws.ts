import { ACM } from "@aws-sdk/client-acm";
import { Backup } from "@aws-sdk/client-backup";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { CloudTrail } from "@aws-sdk/client-cloudtrail";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { EC2 } from "@aws-sdk/client-ec2";
import { EKS } from "@aws-sdk/client-eks";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import { ElastiCache } from "@aws-sdk/client-elasticache";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { KMS } from "@aws-sdk/client-kms";
import { RDS } from "@aws-sdk/client-rds";
import { Route53 } from "@aws-sdk/client-route-53";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SNS } from "@aws-sdk/client-sns";
import { WAFV2 } from "@aws-sdk/client-wafv2";

/** The AWS API of one emulated account in one region, by service. */
export interface Aws extends ReturnType<typeof clientsOf> {
  /** The same account in another region. */
  readonly in: (region: string) => Aws;
}

/** Clients that talk to an emulator. */
export function awsAt(endpoint: string, region: string): Aws {
  return { ...clientsOf(endpoint, region), in: (other) => awsAt(endpoint, other) };
}

function clientsOf(endpoint: string, region: string) {
  const config = {
    endpoint,
    region,
    maxAttempts: 1,
    credentials: { accessKeyId: "emulated", secretAccessKey: "emulated" },
  };
  return {
    acm: new ACM(config),
    backup: new Backup(config),
    cloudformation: new CloudFormation(config),
    cloudtrail: new CloudTrail(config),
    cloudwatch: new CloudWatch(config),
    ec2: new EC2(config),
    eks: new EKS(config),
    elasticache: new ElastiCache(config),
    elb: new ElasticLoadBalancingV2(config),
    events: new EventBridge(config),
    iam: new IAM(config),
    kms: new KMS(config),
    logs: new CloudWatchLogs(config),
    rds: new RDS(config),
    route53: new Route53(config),
    s3: new S3({ ...config, forcePathStyle: true }),
    secrets: new SecretsManager(config),
    sns: new SNS(config),
    waf: new WAFV2(config),
  };
}
