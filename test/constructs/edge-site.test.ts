import { EdgeSite } from "../../constructs/edge-site";
import { synthesizeConstruct } from "../support/construct";

const site = (certificate: ConstructorParameters<typeof EdgeSite>[2]["certificate"]) =>
  synthesizeConstruct((stack) => {
    new EdgeSite(stack, "grafana", {
      vpcId: "vpc-1",
      name: "langfuse-test-grafana",
      clusterName: "langfuse-test",
      port: 3000,
      healthCheckPath: "/api/health",
      domain: "grafana.example.com",
      zoneId: "Z1",
      certificate,
      loadBalancer: { listenerArn: "listener", dnsName: "balancer.example.com", zoneId: "Z2" },
    });
  }).resource;

describe("a second host on the load balancer", () => {
  const created = site({ kind: "create" });

  it("leads to pods of its own", () => {
    expect(created?.aws_lb_listener_rule?.grafana_rule).toMatchObject({
      listener_arn: "listener",
      condition: [{ host_header: { values: ["grafana.example.com"] } }],
      action: [{ type: "forward", target_group_arn: expect.stringContaining("grafana_targets_group.arn") }],
    });
    expect(created?.aws_lb_target_group?.grafana_targets_group).toMatchObject({
      health_check: { path: "/api/health" },
    });
  });

  it("has a name and a certificate of its own", () => {
    expect(created?.aws_route53_record?.grafana_address).toMatchObject({
      name: "grafana.example.com",
      alias: { name: "balancer.example.com", zone_id: "Z2" },
    });
    expect(Object.keys(created?.aws_acm_certificate ?? {})).toHaveLength(1);
  });

  it("takes a certificate that is there already", () => {
    const existing = site({ kind: "existing", arn: "certificate" });
    expect(existing).not.toHaveProperty("aws_acm_certificate");
    expect(existing?.aws_lb_listener_certificate).toMatchObject({
      grafana_listener_certificate: { certificate_arn: "certificate" },
    });
  });
});
