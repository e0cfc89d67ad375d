import type { Scenarios } from "../scenario";

const balancer = (metric: string) =>
  `${metric}{job="yace",dimension_LoadBalancer="app/langfuse-prod/1",dimension_TargetGroup=""}`;
const targets =
  'aws_applicationelb_healthy_host_count_minimum{job="yace",dimension_LoadBalancer="app/langfuse-prod/1",dimension_TargetGroup="targetgroup/langfuse-prod-web/1"}';
const requests = balancer("aws_applicationelb_request_count_sum");
const errors = balancer("aws_applicationelb_httpcode_elb_5_xx_count_sum");

const ADDRESS = "https://langfuse.example.com/api/public/health";
const expiry = `probe_ssl_earliest_cert_expiry{job="langfuse-health",instance="${ADDRESS}"}`;
const address = { job: "langfuse-health", instance: ADDRESS };
const DAY = 86_400;

export const edge: readonly Scenarios[] = [
  {
    alert: "LoadBalancerNoHealthyTargets",
    fires: [
      {
        when: "the last target is unhealthy",
        healthy: { [targets]: 1 },
        broken: { [targets]: 0 },
        labels: { dimension_TargetGroup: "targetgroup/langfuse-prod-web/1" },
        says: "Every target of targetgroup/langfuse-prod-web/1 is unhealthy or gone: all requests end with 503.",
      },
    ],
  },
  {
    alert: "LoadBalancerErrors",
    fires: [
      {
        // What it answers itself is not in its request count.
        when: "it answers more than one request in fifty itself",
        healthy: { [requests]: 981, [errors]: 19 },
        broken: { [requests]: 979, [errors]: 21 },
        before: 30,
        reacts: 5,
        forgets: 10,
        says: "2.1% of the requests ended with 502, 503 or 504 before a pod answered.",
      },
      {
        when: "no target is left, so that it counts no request, and it never made an error before",
        healthy: { [requests]: 1000 },
        broken: { [requests]: 0, [errors]: 1000 },
        before: 30,
        forgets: 10,
      },
    ],
    silent: [{ when: "nobody sends requests", series: { [requests]: 0, [errors]: 0 } }],
  },
  {
    alert: "CertificateExpiring",
    fires: [
      {
        when: "it has less than 21 days left",
        healthy: { [expiry]: 21.5 * DAY },
        broken: { [expiry]: 20.5 * DAY },
        labels: address,
        says: `The certificate of ${ADDRESS} expires in 20.45 days.`,
      },
    ],
  },
  {
    alert: "CertificateAboutToExpire",
    fires: [
      {
        when: "it has less than three days left",
        healthy: { [expiry]: 3.1 * DAY },
        broken: { [expiry]: 2.9 * DAY },
        labels: address,
        says: `The certificate of ${ADDRESS} expires in 2.882 days; then no client connects.`,
      },
    ],
  },
];
