import { accompanies } from "../accompanies";
import { atMost, exactly, listOf, matching, oneOf } from "../expectations";
import { each } from "../mutants";
import { type PlatformResource, resources } from "../platform";
import { requires, whenProtected } from "../requires";
import { type Expectation, type Rule, replace, valuesAt } from "../rule";

/** Load balancer and firewall: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/ */
export const edgeRules: readonly Rule[] = [
  accompanies({
    id: "firewall-attached",
    rows: ["A8"],
    title: "A firewall stands before the load balancer",
    upstream: ["CKV2_AWS_28", "FSBP ELB.16"],
    type: "aws_lb",
    companion: "aws_wafv2_web_acl_association",
    by: "resource_arn",
  }),
  accompanies({
    id: "firewall-logged",
    rows: ["A9"],
    title: "The firewall logs what it decides",
    upstream: ["CKV2_AWS_31"],
    type: "aws_wafv2_web_acl",
    companion: "aws_wafv2_web_acl_logging_configuration",
    by: "resource_arn",
  }),
  requires({
    id: "balancer-hardened",
    rows: ["A3", "A4", "A6"],
    title:
      "The load balancer drops malformed requests, keeps logs and closes idle connections before Langfuse does",
    upstream: ["CKV_AWS_131", "CKV_AWS_328", "CKV_AWS_91", "AVD-AWS-0052", "Nag ELB2"],
    type: "aws_lb",
    arguments: {
      drop_invalid_header_fields: exactly(true),
      desync_mitigation_mode: oneOf("defensive", "strictest"),
      xff_header_processing_mode: oneOf("append", "remove"),
      "access_logs.enabled": exactly(true),
      "connection_logs.enabled": exactly(true),
      "health_check_logs.enabled": exactly(true),
      enable_waf_fail_open: exactly(false),
      enable_zonal_shift: exactly(true),
      idle_timeout: atMost(109),
    },
  }),
  requires({
    id: "balancer-deletion",
    rows: ["A5"],
    title: "The load balancer cannot be deleted by one command where data is protected",
    upstream: ["CKV_AWS_150"],
    type: "aws_lb",
    appliesTo: whenProtected,
    arguments: { enable_deletion_protection: exactly(true) },
  }),
  {
    id: "listener-tls",
    rows: ["A1", "A2"],
    title: "Listeners speak TLS 1.3 or 1.2 with forward secrecy, or redirect to one that does",
    upstream: ["CKV_AWS_2", "CKV_AWS_103", "CKV2_AWS_20", "CKV2_AWS_74", "AVD-AWS-0047", "AVD-AWS-0054"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, "aws_lb_listener")
        .filter(({ arguments: listener }) => !(isModern(listener) || redirects(listener)))
        .map(({ address }) => ({ address, problem: "serves plain HTTP or old TLS" })),
    mutants: (platform) => [
      ...each(
        platform,
        { type: "aws_lb_listener", name: "with the default TLS policy", where: isTls },
        (listener) => {
          delete listener.ssl_policy;
        },
      ),
      ...each(platform, { type: "aws_lb_listener", name: "with TLS of 2016", where: isTls }, (listener) => {
        listener.ssl_policy = "ELBSecurityPolicy-2016-08";
      }),
      ...each(platform, { type: "aws_lb_listener", name: "serving plain HTTP" }, (listener) => {
        Object.assign(listener, { protocol: "HTTP", default_action: [{ type: "forward" }] });
      }),
      ...each(
        platform,
        { type: "aws_lb_listener", name: "redirecting for now", where: (one) => !isTls(one) },
        (listener) => replace(listener, "default_action.redirect.status_code", "HTTP_302"),
      ),
      ...each(
        platform,
        {
          type: "aws_lb_listener",
          name: "redirecting to the port that was asked",
          where: (one) => !isTls(one),
        },
        (listener) => replace(listener, "default_action.redirect.port"),
      ),
    ],
  },
  requires({
    id: "target-health",
    rows: ["A6", "A7"],
    title: "Pods receive traffic only while they say that they are ready",
    upstream: ["CKV_AWS_261"],
    type: "aws_lb_target_group",
    arguments: {
      target_type: exactly("ip"),
      // Of Langfuse's web pods, of Grafana's, and of the masking gateway's.
      "health_check.path": matching(/^(\/api\/public\/ready|\/api\/health|\/ready)$/),
      "tags.eks:eks-cluster-name": matching(/^langfuse-/),
      // Pods have 120 s to finish what they were asked, and are told after the load balancer has stopped asking.
      deregistration_delay: secondsUpTo(110),
    },
  }),
  requires({
    id: "firewall-keeps-keys",
    rows: ["A9"],
    title: "Firewall logs never hold API keys or sessions, which travel in these headers",
    upstream: [],
    type: "aws_wafv2_web_acl_logging_configuration",
    exists: true,
    arguments: { redacted_fields: redacts("authorization", "cookie"), log_destination_configs: listOf(1) },
  }),
  requires({
    id: "strict-transport",
    rows: ["A11"],
    title: "Browsers remember that the site speaks HTTPS only; no header names the server",
    upstream: [],
    type: "aws_lb_listener",
    where: isTls,
    exists: true,
    arguments: {
      routing_http_response_strict_transport_security_header_value: matching(/^max-age=31536000/),
      routing_http_response_server_enabled: exactly(false),
    },
  }),
];

function isModern({ protocol, ssl_policy }: Record<string, unknown>): boolean {
  return protocol === "HTTPS" && /^ELBSecurityPolicy-TLS13-1-[23]-Res/.test(String(ssl_policy));
}

function isTls({ arguments: { protocol } }: PlatformResource): boolean {
  return protocol === "HTTPS";
}

function redirects(listener: Record<string, unknown>): boolean {
  return (
    listener.protocol === "HTTP" &&
    exactly(["HTTP_301"]).holds(valuesAt(listener, "default_action.redirect.status_code")) &&
    exactly(["HTTPS"]).holds(valuesAt(listener, "default_action.redirect.protocol")) &&
    exactly(["443"]).holds(valuesAt(listener, "default_action.redirect.port"))
  );
}

function redacts(...headers: readonly string[]): Expectation {
  const names = (header: string) => (field: unknown) => JSON.stringify(field).includes(`"${header}"`);
  return {
    expected: `redaction of ${headers.join(", ")}`,
    holds: (fields) => headers.every((header) => [fields].flat().some(names(header))),
    violations: (fields) => [
      [],
      ...headers.map((header) => [fields].flat().filter((field) => !names(header)(field))),
    ],
  };
}

/** The provider takes text where AWS has a number. */
function secondsUpTo(maximum: number): Expectation {
  return {
    expected: `at most ${maximum} seconds`,
    holds: (value) => value !== undefined && Number(value) <= maximum,
    violations: () => [undefined, String(maximum + 1)],
  };
}
