import assert from "node:assert/strict";
import type { Aws } from "../support/aws";
import type { Arrival } from "./arrival";

/** The VPC and what stands in front of it. */
export const NETWORK: readonly Arrival[] = [
  {
    name: "each zone has a public, a private and a data subnet, and only public ones reach the internet directly",
    check: async ({ ec2 }, { name, zones }) => {
      const { Subnets = [] } = await ec2.describeSubnets({
        Filters: [{ Name: "tag:environment", Values: [name] }],
      });
      const names = Subnets.map(({ Tags = [] }) => Tags.find(({ Key }) => Key === "Name")?.Value);
      const expected = ["data", "private", "public"].flatMap((tier) =>
        zones.map((zone) => `langfuse-${name}-${tier}-${zone}`),
      );
      assert.deepEqual(names.sort(), expected);
      const { RouteTables = [] } = await ec2.describeRouteTables();
      const open = RouteTables.filter(({ Routes = [] }) =>
        Routes.some(({ GatewayId }) => GatewayId?.startsWith("igw-")),
      );
      const exposed = new Set(open.flatMap(({ Associations = [] }) => Associations.map((a) => a.SubnetId)));
      const reaching = Subnets.filter(({ SubnetId }) => exposed.has(SubnetId));
      const tiers = reaching.map(({ Tags = [] }) => Tags.find(({ Key }) => Key === "Name")?.Value);
      assert.deepEqual(
        tiers.sort(),
        expected.filter((subnet) => subnet.includes("-public-")),
      );
    },
  },
  {
    name: "the default security group admits nothing",
    check: async ({ ec2 }, { name }) => {
      const { Vpcs = [] } = await ec2.describeVpcs({
        Filters: [{ Name: "tag:environment", Values: [name] }],
      });
      const vpc = Vpcs.map(({ VpcId }) => VpcId ?? "");
      const { SecurityGroups = [] } = await ec2.describeSecurityGroups({
        Filters: [
          { Name: "vpc-id", Values: vpc },
          { Name: "group-name", Values: ["default"] },
        ],
      });
      const rules = SecurityGroups.map(({ IpPermissions, IpPermissionsEgress }) => [
        IpPermissions,
        IpPermissionsEgress,
      ]);
      assert.deepEqual(rules, [[[], []]]);
    },
  },
  {
    name: "the load balancer speaks TLS 1.3 or 1.2, drops bad headers, logs, and sends http to https",
    check: async ({ elb }, { protectData, grafana }) => {
      const arn = await onlyLoadBalancer(elb);
      const { Attributes = [] } = await elb.describeLoadBalancerAttributes({ LoadBalancerArn: arn });
      const attributes = new Map(Attributes.map(({ Key, Value }) => [Key, Value]));
      assert.equal(attributes.get("routing.http.drop_invalid_header_fields.enabled"), "true");
      assert.equal(attributes.get("access_logs.s3.enabled"), "true");
      assert.equal(attributes.get("deletion_protection.enabled"), String(protectData));
      const { Listeners = [] } = await elb.describeListeners({ LoadBalancerArn: arn });
      const https = Listeners.find(({ Port }) => Port === 443);
      assert.match(https?.SslPolicy ?? "", /^ELBSecurityPolicy-TLS13-1-2-/);
      const { Certificates = [] } = await elb.describeListenerCertificates({
        ListenerArn: https?.ListenerArn,
      });
      const hosts = grafana.exposure === "load-balancer" ? 2 : 1;
      assert.equal(Certificates.length, hosts);
      assert.equal(Certificates.filter(({ IsDefault }) => IsDefault).length, 1);
      const http = Listeners.find(({ Port }) => Port === 80);
      assert.deepEqual(
        http?.DefaultActions?.map(({ Type, RedirectConfig }) => [Type, RedirectConfig?.Protocol]),
        [["redirect", "HTTPS"]],
      );
    },
  },
  {
    name: "writes end at the masking gateway, where there is one, and reads and people's writes at web",
    check: async ({ elb }, { name, maskingGateway }) => {
      const LoadBalancerArn = await onlyLoadBalancer(elb);
      const { TargetGroups = [] } = await elb.describeTargetGroups({ LoadBalancerArn });
      const nameOf = (arn: string | undefined) =>
        TargetGroups.find(({ TargetGroupArn }) => TargetGroupArn === arn)?.TargetGroupName;
      const { Listeners = [] } = await elb.describeListeners({ LoadBalancerArn });
      const https = Listeners.find(({ Port }) => Port === 443);
      const isEnforced = maskingGateway.kind === "enforced";
      assert.deepEqual(
        https?.DefaultActions?.map(({ TargetGroupArn }) => nameOf(TargetGroupArn)),
        [`langfuse-${name}-${isEnforced ? "masking" : "web"}`],
      );
      const { Rules = [] } = await elb.describeRules({ ListenerArn: https?.ListenerArn });
      const past = Rules.filter(({ Conditions = [], IsDefault }) => {
        return !IsDefault && !Conditions.some(({ Field }) => Field === "host-header");
      });
      assert.equal(past.length, maskingGateway.kind === "none" ? 0 : 4);
      for (const { Actions = [] } of past.filter(({ Actions }) => Actions?.[0]?.Type === "forward"))
        assert.deepEqual(
          Actions.map(({ TargetGroupArn }) => nameOf(TargetGroupArn)),
          [`langfuse-${name}-web`],
        );
      const gateway = TargetGroups.find(({ TargetGroupName }) => TargetGroupName?.endsWith("-masking"));
      if (maskingGateway.kind !== "none")
        assert.deepEqual(
          [gateway?.Port, gateway?.HealthCheckPort, gateway?.HealthCheckPath],
          [8080, "9090", "/ready"],
        );
    },
  },
  {
    name: "the firewall stands before the load balancer",
    check: async ({ elb, waf }, { name }) => {
      const acl = await waf.getWebACLForResource({ ResourceArn: await onlyLoadBalancer(elb) });
      assert.match(acl.WebACL?.Name ?? "", new RegExp(`^langfuse-${name}`));
    },
  },
  {
    name: "all traffic of the VPC is recorded, and every log is encrypted and ends some day",
    check: async ({ ec2, logs }) => {
      const { FlowLogs = [] } = await ec2.describeFlowLogs();
      assert.deepEqual(
        FlowLogs.map(({ TrafficType, LogDestinationType }) => [TrafficType, LogDestinationType]),
        [["ALL", "cloud-watch-logs"]],
      );
      const { logGroups = [] } = await logs.describeLogGroups();
      assert.notEqual(logGroups.length, 0);
      const open = logGroups.filter(({ kmsKeyId, retentionInDays }) => !kmsKeyId || !retentionInDays);
      assert.deepEqual(
        open.map(({ logGroupName }) => logGroupName),
        [],
      );
    },
  },
];

async function onlyLoadBalancer(elb: Aws["elb"]): Promise<string> {
  const { LoadBalancers = [] } = await elb.describeLoadBalancers();
  assert.equal(LoadBalancers.length, 1);
  return String(LoadBalancers[0]?.LoadBalancerArn);
}

/** Weights of the groups of pods to which the load balancer sends what no rule knows, by the end of their names. */
export async function defaultWeights({ elb }: Pick<Aws, "elb">): Promise<Readonly<Record<string, number>>> {
  const LoadBalancerArn = await onlyLoadBalancer(elb);
  const { Listeners = [] } = await elb.describeListeners({ LoadBalancerArn });
  const [action] = Listeners.find(({ Port }) => Port === 443)?.DefaultActions ?? [];
  const { TargetGroups: groups = [] } = await elb.describeTargetGroups({ LoadBalancerArn });
  const nameOf = (arn: string | undefined) =>
    groups.find(({ TargetGroupArn }) => TargetGroupArn === arn)?.TargetGroupName?.replace(/^.*-/, "") ??
    "none";
  const targets = action?.ForwardConfig?.TargetGroups ?? [
    { TargetGroupArn: action?.TargetGroupArn, Weight: 1 },
  ];
  return Object.fromEntries(
    targets.map(({ TargetGroupArn, Weight = 1 }) => [nameOf(TargetGroupArn), Weight]),
  );
}
