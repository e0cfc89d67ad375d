import { Bucket } from "../../constructs/bucket";
import { LoadBalancer, type LoadBalancerProps } from "../../constructs/load-balancer";
import { SecurityGroup } from "../../constructs/security-group";
import { synthesizeConstruct } from "../support/construct";
import { ofType, reference } from "../support/terraform-json";

function loadBalancer(changes: Partial<LoadBalancerProps> = {}) {
  return synthesizeConstruct((stack) => {
    new LoadBalancer(stack, "door", {
      vpcId: "vpc-1",
      subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
      name: "langfuse-test",
      internal: false,
      certificateArn: "arn:certificate",
      targetGroupArn: "arn:targets",
      clients: ["203.0.113.0/24", "198.51.100.0/24"],
      workload: new SecurityGroup(stack, "workload", { vpcId: "vpc-1", name: "w", description: "W" }),
      logs: new Bucket(stack, "logs", {
        name: "langfuse-test-edge-logs-111111111111",
        encryption: "s3-managed",
        expiries: [],
        noncurrentDays: 1,
        protect: false,
      }),
      protect: true,
      ...changes,
    });
  });
}

const json = loadBalancer();
const balancer = json.resource?.aws_lb?.door_balancer;
const listeners = json.resource?.aws_lb_listener;

describe("the load balancer", () => {
  it("speaks TLS 1.2 and 1.3 only, with strong ciphers and post-quantum key exchange", () => {
    expect(listeners?.door_https).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      certificate_arn: "arn:certificate",
      default_action: [{ type: "forward", target_group_arn: "arn:targets" }],
    });
  });

  it("tells browsers never to come without TLS again", () => {
    expect(listeners?.door_https).toMatchObject({
      routing_http_response_strict_transport_security_header_value: "max-age=31536000; includeSubDomains",
    });
  });

  it("does nothing on port 80 but redirect", () => {
    expect(listeners?.door_http).toMatchObject({
      port: 80,
      default_action: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } },
      ],
    });
    expect(ofType(json, "aws_lb_listener")).toHaveLength(2);
  });

  it("refuses requests that two servers would read differently", () => {
    expect(balancer).toMatchObject({ drop_invalid_header_fields: true, desync_mitigation_mode: "defensive" });
  });

  it("closes idle connections before a pod does, which keeps them for 110 seconds", () => {
    expect(balancer?.idle_timeout).toBe(90);
  });

  it("stays shut while the firewall cannot be asked", () => {
    expect(balancer?.enable_waf_fail_open).toBe(false);
  });

  it.each(["access_logs", "connection_logs", "health_check_logs"])("keeps %s", (log) => {
    expect(balancer?.[log]).toMatchObject({
      enabled: true,
      bucket: expect.stringContaining("aws_s3_bucket"),
      prefix: expect.stringMatching(/^[a-z-]+$/),
    });
  });

  it.each([true, false])("can be deleted only when unprotected (%s)", (protect) => {
    expect(loadBalancer({ protect }).resource?.aws_lb?.door_balancer).toMatchObject({
      enable_deletion_protection: protect,
    });
  });

  it.each([true, false])("has private addresses only when internal (%s)", (internal) => {
    expect(loadBalancer({ internal }).resource?.aws_lb?.door_balancer).toMatchObject({ internal });
  });

  it("needs two zones, and says which subnets are missing", () => {
    expect(() => loadBalancer({ subnetIds: ["subnet-1"] })).toThrow(
      "load balancer 'langfuse-test' needs public subnets in two zones, not 1; add them to 'network.vpc' or change 'edge.exposure'",
    );
    expect(() => loadBalancer({ subnetIds: [], internal: true })).toThrow("needs private subnets");
  });
});

describe("the load balancer's security group", () => {
  const group = reference("aws_security_group.door_access_group.id");

  it("admits listed clients to HTTPS and to the redirect, and nobody else", () => {
    const rules = ofType(json, "aws_vpc_security_group_ingress_rule")
      .map((rule) => rule.arguments)
      .filter(({ security_group_id }) => security_group_id === group);
    const list = reference("aws_ec2_managed_prefix_list.door_clients.id");
    expect(rules).toMatchObject([
      { from_port: 80, to_port: 80, prefix_list_id: list },
      { from_port: 443, to_port: 443, prefix_list_id: list },
    ]);
    expect(rules.map(({ cidr_ipv4 }) => cidr_ipv4)).toEqual([undefined, undefined]);
    expect(json.resource?.aws_ec2_managed_prefix_list?.door_clients).toMatchObject({
      max_entries: 2,
      entry: [{ cidr: "203.0.113.0/24" }, { cidr: "198.51.100.0/24" }],
      lifecycle: { create_before_destroy: true },
    });
  });

  it("admits the world only when anyone may come", () => {
    const open = loadBalancer({ clients: "anyone" });
    expect(ofType(open, "aws_ec2_managed_prefix_list")).toEqual([]);
    expect(open.resource?.aws_vpc_security_group_ingress_rule?.door_access_from_https).toMatchObject({
      cidr_ipv4: "0.0.0.0/0",
    });
  });

  it("leads to web pods on port 3000 and nowhere else", () => {
    expect(ofType(json, "aws_vpc_security_group_egress_rule")).toMatchObject([
      {
        arguments: {
          security_group_id: group,
          referenced_security_group_id: reference("aws_security_group.workload_group.id"),
          from_port: 3000,
          to_port: 3000,
        },
      },
    ]);
  });

  it("is admitted by the nodes of web pods on port 3000", () => {
    expect(json.resource?.aws_vpc_security_group_ingress_rule?.workload_from_load_balancer).toMatchObject({
      security_group_id: reference("aws_security_group.workload_group.id"),
      referenced_security_group_id: group,
      from_port: 3000,
      to_port: 3000,
    });
  });
});
