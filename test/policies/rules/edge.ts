import { accompanies } from "../accompanies";
import { atMost, exactly, listOf, matching, oneOf, referenceTo } from "../expectations";
import { requires, whenProtected } from "../requires";
import { mutant, type Rule, resources, valuesAt } from "../rule";

/** Load balancer, certificate and firewall: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/ */
export const edgeRules: readonly Rule[] = [
  accompanies({
    id: "firewall-attached",
    title: "A firewall stands before the load balancer",
    upstream: ["CKV2_AWS_28", "FSBP ELB.16"],
    type: "aws_lb",
    companion: "aws_wafv2_web_acl_association",
    by: "resource_arn",
  }),
  accompanies({
    id: "firewall-logged",
    title: "The firewall logs what it decides",
    upstream: ["CKV2_AWS_31"],
    type: "aws_wafv2_web_acl",
    companion: "aws_wafv2_web_acl_logging_configuration",
    by: "resource_arn",
  }),
  requires({
    id: "balancer-hardened",
    title:
      "The load balancer drops malformed requests, keeps logs and closes idle connections before Langfuse does",
    upstream: ["CKV_AWS_131", "CKV_AWS_328", "CKV_AWS_91", "AVD-AWS-0052", "Nag ELB2"],
    type: "aws_lb",
    arguments: {
      drop_invalid_header_fields: exactly(true),
      desync_mitigation_mode: oneOf("defensive", "strictest"),
      "access_logs.enabled": exactly(true),
      idle_timeout: atMost(109),
    },
  }),
  requires({
    id: "balancer-deletion",
    title: "The load balancer cannot be deleted by one command where data is protected",
    upstream: ["CKV_AWS_150"],
    type: "aws_lb",
    appliesTo: whenProtected,
    arguments: { enable_deletion_protection: exactly(true) },
  }),
  {
    id: "listener-tls",
    title: "Listeners speak TLS 1.3 or 1.2 with forward secrecy, or redirect to one that does",
    upstream: ["CKV_AWS_2", "CKV_AWS_103", "CKV2_AWS_20", "CKV2_AWS_74", "AVD-AWS-0047", "AVD-AWS-0054"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, "aws_lb_listener")
        .filter(({ arguments: listener }) => !(isModern(listener) || redirects(listener)))
        .map(({ address }) => ({ address, problem: "serves plain HTTP or old TLS" })),
    mutants: [
      mutant("the default TLS policy", "aws_lb_listener", (listener) => delete listener.ssl_policy),
      mutant("plain HTTP without redirect", "aws_lb_listener", (listener) => {
        if (listener.protocol === "HTTP") listener.default_action = [{ type: "forward" }];
      }),
    ],
  },
  requires({
    id: "target-health",
    title: "Pods receive traffic only while they say that they are ready",
    upstream: ["CKV_AWS_261"],
    type: "aws_lb_target_group",
    arguments: {
      target_type: exactly("ip"),
      // Of Langfuse's web pods, and of Grafana's.
      "health_check.path": matching(/^\/api\/(public\/ready|health)$/),
      "tags.eks:eks-cluster-name": matching(/^langfuse-/),
    },
  }),
  requires({
    id: "firewall-keeps-keys",
    title: "Firewall logs never hold API keys or sessions, which travel in these headers",
    upstream: [],
    type: "aws_wafv2_web_acl_logging_configuration",
    arguments: { redacted_fields: redacts("authorization", "cookie"), log_destination_configs: listOf(1) },
  }),
  requires({
    id: "certificate-renewed",
    title: "A new certificate stands before the old one goes; it proves itself by DNS",
    upstream: ["CKV_AWS_233", "CKV_AWS_234", "CKV2_AWS_71"],
    type: "aws_acm_certificate",
    arguments: { validation_method: exactly("DNS"), "lifecycle.create_before_destroy": exactly(true) },
  }),
  requires({
    id: "certificate-awaited",
    title: "The listener waits for a certificate that is valid",
    upstream: [],
    type: "aws_acm_certificate_validation",
    arguments: { certificate_arn: referenceTo("aws_acm_certificate") },
  }),
];

function isModern({ protocol, ssl_policy }: Record<string, unknown>): boolean {
  return protocol === "HTTPS" && /^ELBSecurityPolicy-TLS13-1-[23]-Res/.test(String(ssl_policy));
}

function redirects(listener: Record<string, unknown>): boolean {
  return (
    listener.protocol === "HTTP" &&
    exactly(["HTTP_301"]).holds(valuesAt(listener, "default_action.redirect.status_code")) &&
    exactly(["HTTPS"]).holds(valuesAt(listener, "default_action.redirect.protocol"))
  );
}

function redacts(...headers: readonly string[]) {
  return {
    expected: `redaction of ${headers.join(", ")}`,
    holds: (fields: unknown) =>
      headers.every((header) => JSON.stringify(fields ?? []).includes(`"${header}"`)),
  };
}
