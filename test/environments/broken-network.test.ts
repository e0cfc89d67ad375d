import { reportOn } from "../support/environment-file";
import { existingVpc } from "../support/sample-environment";

describe("a network is refused for", () => {
  it("a VPC range with host bits", () => {
    expect(reportOn({ "network.vpc.cidr": "10.10.0.1/16" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ has host bits set; write the network's first address, '10.10.0.0/16'
        → at network.vpc.cidr: "10.10.0.1/16""
    `);
  });

  it("a VPC range that is too small", () => {
    expect(reportOn({ "network.vpc.cidr": "10.10.0.0/24" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be between /16, which is AWS's limit, and /20, because every pod has an address of its own
        → at network.vpc.cidr: "10.10.0.0/24""
    `);
  });

  it("a public VPC range", () => {
    expect(reportOn({ "network.vpc.cidr": "203.0.0.0/16" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ belongs to others on the internet; use a range of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10
        → at network.vpc.cidr: "203.0.0.0/16""
    `);
  });

  it("a VPC range that Kubernetes services use", () => {
    expect(reportOn({ "network.vpc.cidr": "172.20.0.0/16" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ overlaps with 172.20.0.0/16, from which EKS gives addresses to Kubernetes services; use another range
        → at network.vpc.cidr: "172.20.0.0/16""
    `);
  });

  it("an existing VPC with a subnet too few and one in two tiers", () => {
    expect(
      reportOn({
        ...existingVpc,
        "network.vpc.publicSubnetIds": ["subnet-00000001", "subnet-00000002"],
        "network.vpc.dataSubnetIds": ["subnet-00000007", "subnet-00000008", "subnet-00000006"],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must name one subnet for each of the three zones, in their order
        → at network.vpc.publicSubnetIds: a list of 2
      ✖ is used twice; every zone and tier has its own
        → at network.vpc.dataSubnetIds[2]: "subnet-00000006""
    `);
  });

  it("an existing VPC from which nobody knows how its probes reach a door with a list", () => {
    expect(reportOn({ ...existingVpc, "network.vpc.natNetworks": [] })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must name the addresses behind which the private subnets leave, or the firewall refuses the canary and the probes; 'aws ec2 describe-nat-gateways --query NatGateways[].NatGatewayAddresses[].PublicIp' prints them
        → at network.vpc.natNetworks: an empty list"
    `);
    expect(
      reportOn({
        ...existingVpc,
        "network.vpc.natNetworks": ["10.0.0.7/32", "198.51.100.0/24"],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ is private; list the public addresses behind which the private subnets leave
        → at network.vpc.natNetworks[0]: "10.0.0.7/32"
      ✖ is too wide for the addresses of NATs; list each as a network of /32
        → at network.vpc.natNetworks[1]: "198.51.100.0/24""
    `);
    const internal = {
      "edge.exposure": "internal",
      "edge.interfaceAllowList": ["10.0.0.0/8"],
    };
    expect(reportOn({ ...existingVpc, ...internal, "network.vpc.natNetworks": [] })).toBe("valid");
  });

  it("interface endpoints in an existing VPC", () => {
    expect(reportOn({ ...existingVpc, "network.interfaceEndpoints": ["sts"] })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be [] in an existing VPC, whose owner makes the endpoints; a service has one private name in a VPC
        → at network.interfaceEndpoints: a list of 1"
    `);
  });

  it("an interface endpoint that does not exist, and one that is listed twice", () => {
    expect(
      reportOn({
        serviceLevel: "best-effort",
        "network.interfaceEndpoints": ["sts", "sts", "ecr-api"],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ is not one of the choices; did you mean 'ecr.api'?
        → at network.interfaceEndpoints[2]: "ecr-api"
      ✖ is listed twice; remove one of them
        → at network.interfaceEndpoints[1]: "sts""
    `);
  });

  it("production without the endpoints that pods need to start", () => {
    expect(
      reportOn({
        "network.interfaceEndpoints": ["ecr.api", "ecr.dkr", "sts"],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must include eks-auth, kms, logs, secretsmanager in production, so that pods start while the NAT is out
        → at network.interfaceEndpoints: a list of 3"
    `);
  });
});
