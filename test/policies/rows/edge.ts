import type { Row } from "../row";

/** Load balancer, certificate, firewall, names. */
export const edgeRows: readonly Row[] = [
  {
    id: "A1",
    severity: "block",
    title: "TLS 1.3, or 1.2 with forward secrecy",
    upstream: ["CKV_AWS_103", "CKV2_AWS_74", "AVD-AWS-0047"],
  },
  {
    id: "A2",
    severity: "block",
    title: "Port 80 redirects for good",
    upstream: ["CKV_AWS_2", "CKV2_AWS_20", "AVD-AWS-0054", "CIS 5.4.5"],
  },
  {
    id: "A3",
    severity: "block",
    title: "No request that two programs read differently",
    upstream: ["CKV_AWS_131", "CKV_AWS_328", "AVD-AWS-0052"],
  },
  {
    id: "A4",
    severity: "block",
    title: "Requests, connections and health checks are logged",
    upstream: ["CKV_AWS_91", "Nag ELB2"],
  },
  {
    id: "A5",
    severity: "block",
    title: "The load balancer is protected from deletion",
    upstream: ["CKV_AWS_150"],
  },
  {
    id: "A6",
    severity: "block",
    title: "Pods keep silent connections longer than the load balancer, and outlive their deregistration",
    upstream: ["CKV_AWS_261"],
    assertions: ["web keeps silent connections longer than the load balancer does"],
  },
  {
    id: "A7",
    severity: "block",
    title: "Traffic for ready pods only; a pod is drained before it is killed",
    upstream: [],
    assertions: [
      "web is probed for health and readiness, and the worker outlasts a failover of its stores",
      "pods wait for the load balancer's health check exactly where it sends requests",
    ],
  },
  {
    id: "A8",
    severity: "block",
    title: "A firewall with AWS's lists and a limit, which lets prompts through and closes the admin API",
    upstream: ["CKV2_AWS_28", "CKV_AWS_192", "CKV2_AWS_76", "CKV_AWS_175", "CKV_AWS_342"],
    tests: ["test/constructs/firewall.test.ts", "test/constructs/firewall-paths.test.ts"],
    notApplicable:
      "for a load balancer AWS WAF always reads the first 8 KB of a body; the 64 KB are CloudFront's",
  },
  {
    id: "A9",
    severity: "block",
    title: "The firewall logs, and hides keys and sessions",
    upstream: ["CKV2_AWS_31"],
  },
  {
    id: "A10",
    severity: "block",
    title: "Terraform makes the load balancer; the cluster only joins it",
    upstream: [],
    assertions: ["no chart opens a way into the cluster of its own"],
    tests: ["test/constructs/langfuse-traffic.test.ts"],
  },
  {
    id: "A11",
    severity: "block",
    title: "Certificates prove themselves by DNS, are logged and replaced in time; browsers insist on HTTPS",
    upstream: ["CKV_AWS_233", "CKV_AWS_234", "CKV2_AWS_71"],
    tests: ["test/constructs/certificate.test.ts"],
  },
  {
    id: "A12",
    severity: "warn",
    title: "The load balancer can be internal; the zone names who may sign certificates and is signed",
    upstream: ["AVD-AWS-0053", "CKV2_AWS_38", "CKV2_AWS_39"],
    tests: ["test/environments/broken-edge.test.ts"],
    notApplicable:
      "CAA, DNSSEC and query logs are properties of the whole domain, whose zone mostly is another team's; an internal " +
      "load balancer is `exposure: internal` of `edge`",
  },
];
