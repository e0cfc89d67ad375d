import { each, type Kind } from "./kind";

/** What the network stack makes in front of the VPC. */
export const EDGE: readonly Kind[] = [
  {
    type: "aws_lb",
    list: async ({ elb }) => each((await elb.describeLoadBalancers()).LoadBalancers, "LoadBalancerArn"),
    parts: ["aws_lb_listener", "aws_lb_listener_certificate", "aws_lb_listener_rule"],
  },
  {
    type: "aws_lb_target_group",
    list: async ({ elb }) => each((await elb.describeTargetGroups()).TargetGroups, "TargetGroupArn"),
  },
  {
    type: "aws_wafv2_web_acl",
    list: async ({ waf }) => each((await waf.listWebACLs({ Scope: "REGIONAL" })).WebACLs, "Id"),
    parts: ["aws_wafv2_web_acl_association", "aws_wafv2_web_acl_logging_configuration"],
  },
  {
    type: "aws_wafv2_ip_set",
    list: async ({ waf }) => each((await waf.listIPSets({ Scope: "REGIONAL" })).IPSets, "Id"),
  },
  {
    type: "aws_wafv2_regex_pattern_set",
    list: async ({ waf }) =>
      each((await waf.listRegexPatternSets({ Scope: "REGIONAL" })).RegexPatternSets, "Id"),
  },
  {
    type: "aws_acm_certificate",
    list: async ({ acm }) => each((await acm.listCertificates()).CertificateSummaryList, "CertificateArn"),
    parts: ["aws_acm_certificate_validation"],
  },
  {
    type: "aws_route53_zone",
    list: async ({ route53 }) => each((await route53.listHostedZones()).HostedZones, "Id"),
  },
  {
    type: "aws_route53_record",
    list: async ({ route53 }) => {
      const { HostedZones = [] } = await route53.listHostedZones();
      const sets = await Promise.all(
        HostedZones.map(({ Id }) => route53.listResourceRecordSets({ HostedZoneId: Id })),
      );
      return sets.flatMap(({ ResourceRecordSets = [] }) =>
        ResourceRecordSets.map(({ Name, Type }) => `${Name} ${Type}`),
      );
    },
  },
];
