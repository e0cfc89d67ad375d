import { dev } from "../../environments/dev";
import { existingVpc, networkStack, synthesizeEdge, synthesizeNetworkStack } from "../support/network";
import { synthesizedStack } from "../support/platform";
import { ofType, reference } from "../support/terraform-json";

describe("the public edge", () => {
  const { json } = synthesizedStack("dev-network");
  const { domain } = dev.edge;
  const natAddress = `${reference("aws_nat_gateway.vpc_nat_1.public_ip")}/32`;

  it("answers to its name through the load balancer", () => {
    expect(json.resource?.aws_route53_record?.edge_address).toMatchObject({
      name: domain,
      type: "A",
      zone_id: reference("aws_route53_zone.edge_zone_zone.zone_id"),
      alias: { name: reference("aws_lb.edge_load_balancer_balancer.dns_name") },
    });
  });

  it("hands on where Langfuse is, as a plain value, and where pods register", () => {
    const stack = networkStack();
    expect(stack.edge.url).toBe(`https://${domain}`);
    expect(stack.edge).toEqual({ url: expect.any(String), targetGroupArn: expect.any(String) });
  });

  it("tells humans the address, and what the parent zone must delegate to", () => {
    expect(json.output).toMatchObject({
      url: { value: `https://${domain}`, description: expect.any(String) },
      load_balancer_dns_name: {
        value: reference("aws_lb.edge_load_balancer_balancer.dns_name"),
        description: expect.any(String),
      },
      name_servers: {
        value: reference("aws_route53_zone.edge_zone_zone.name_servers"),
        description: expect.any(String),
      },
    });
  });

  it("lets pods register in the cluster of the same environment", () => {
    expect(json.resource?.aws_lb_target_group?.edge_web_group?.tags).toMatchObject({
      "eks:eks-cluster-name": "langfuse-dev",
    });
  });

  it("admits the union of both lists, and the platform itself through NAT", () => {
    const lists = synthesizeEdge({
      interfaceAllowList: ["203.0.113.0/24"],
      ingestionAllowList: ["198.51.100.0/24"],
    });
    expect(lists.resource?.aws_ec2_managed_prefix_list?.edge_load_balancer_clients?.entry).toEqual([
      { cidr: "203.0.113.0/24" },
      { cidr: "198.51.100.0/24" },
      { cidr: natAddress },
    ]);
    expect(lists.resource?.aws_wafv2_ip_set).toMatchObject({
      edge_firewall_interface_addresses: { addresses: ["203.0.113.0/24", natAddress] },
      edge_firewall_ingestion_addresses: { addresses: ["198.51.100.0/24", natAddress] },
    });
  });

  it("is open where one list says so, and still keeps strangers from the other part", () => {
    const open = synthesizeEdge({ ingestionAllowList: "anyone" });
    expect(open.resource?.aws_vpc_security_group_ingress_rule).toMatchObject({
      edge_load_balancer_access_from_https: { cidr_ipv4: "0.0.0.0/0" },
    });
    expect(Object.keys(open.resource?.aws_wafv2_ip_set ?? {})).toEqual(["edge_firewall_interface_addresses"]);
  });

  it("is in public subnets when it faces the internet", () => {
    expect(json.resource?.aws_lb?.edge_load_balancer_balancer).toMatchObject({
      internal: false,
      subnets: [1, 2, 3].map((position) => reference(`aws_subnet.vpc_public_subnet_${position}.id`)),
    });
  });

  it("is in private subnets when it is internal, and admits the platform by its private addresses", () => {
    const internal = synthesizeNetworkStack({
      network: { ...dev.network, vpc: { kind: "create", cidr: "10.40.0.0/16", nat: "single" } },
      edge: { ...dev.edge, exposure: "internal", ingestionAllowList: ["203.0.113.0/24"] },
    });
    expect(internal.resource?.aws_lb?.edge_load_balancer_balancer).toMatchObject({
      internal: true,
      subnets: [1, 2, 3].map((position) => reference(`aws_subnet.vpc_private_subnet_${position}.id`)),
    });
    expect(internal.resource?.aws_wafv2_ip_set?.edge_firewall_ingestion_addresses?.addresses).toEqual([
      "203.0.113.0/24",
      "10.40.0.0/16",
    ]);
  });

  it("waits for the log bucket's grant, since the load balancer writes a file as soon as it exists", () => {
    expect(json.resource?.aws_lb?.edge_load_balancer_balancer?.access_logs).toMatchObject({
      bucket: reference("aws_s3_bucket_policy.edge_logs_policy.bucket"),
    });
  });

  it("names its log bucket so that no other account can have it", () => {
    expect(json.resource?.aws_s3_bucket?.edge_logs_bucket?.bucket).toBe(
      `langfuse-dev-edge-logs-${dev.accountId}`,
    );
  });
});

describe("an edge in a zone of others", () => {
  const json = synthesizeEdge({ zone: { kind: "existing", zoneId: "Z0123456789ABC" } });

  it("adds two records to it and touches nothing else", () => {
    expect(ofType(json, "aws_route53_zone")).toEqual([]);
    expect(ofType(json, "aws_route53_record")).toMatchObject([
      { name: "edge_address", arguments: { zone_id: "Z0123456789ABC" } },
      { name: "edge_certificate_validation_record", arguments: { zone_id: "Z0123456789ABC" } },
    ]);
  });

  it("has no name servers to tell", () => {
    expect(json.output).not.toHaveProperty("name_servers");
  });
});

describe("an edge with a certificate of others", () => {
  const arn = "arn:aws:acm:eu-west-1:111111111111:certificate/1";
  const json = synthesizeEdge({ certificate: { kind: "existing", arn } });

  it("uses it and requests none", () => {
    expect(ofType(json, "aws_acm_certificate")).toEqual([]);
    expect(json.resource?.aws_lb_listener?.edge_load_balancer_https?.certificate_arn).toBe(arn);
  });

  it("does not forbid its authority to renew it", () => {
    expect(ofType(json, "aws_route53_record").map(({ name }) => name)).toEqual(["edge_address"]);
  });
});

describe("an edge in a VPC of others", () => {
  const json = synthesizeNetworkStack({
    network: { ...dev.network, vpc: existingVpc },
    edge: { ...dev.edge, interfaceAllowList: ["203.0.113.0/24"] },
  });

  it("stands in the given public subnets", () => {
    expect(json.resource?.aws_lb?.edge_load_balancer_balancer?.subnets).toEqual(existingVpc.publicSubnetIds);
  });

  it("admits the platform by the NAT addresses that the environment names", () => {
    expect(json.resource?.aws_wafv2_ip_set?.edge_firewall_interface_addresses?.addresses).toEqual([
      "203.0.113.0/24",
      ...existingVpc.natNetworks,
    ]);
  });
});
