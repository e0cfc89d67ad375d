import { InterfaceEndpoints } from "../../constructs/interface-endpoints";
import { synthesizeConstruct } from "../support/construct";
import { statementsOf } from "../support/policies";
import { ofType, reference } from "../support/terraform-json";

const json = synthesizeConstruct((stack) => {
  new InterfaceEndpoints(stack, "endpoints", {
    account: { accountId: "111111111111", region: "eu-west-1" },
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
    name: "langfuse-test-endpoints",
    services: ["ecr.api", "sts", "eks-auth"],
    clients: { workload: { id: "sg-workload" }, operator: { id: "sg-operator" } },
  });
});

function endpoint(service: string) {
  return ofType(json, "aws_vpc_endpoint").find(
    (resource) => resource.arguments.service_name === `com.amazonaws.eu-west-1.${service}`,
  );
}

describe("interface endpoints", () => {
  it.each(["ecr.api", "sts", "eks-auth"])("answer for %s in every zone, by its public name", (service) => {
    expect(endpoint(service)?.arguments).toMatchObject({
      vpc_endpoint_type: "Interface",
      private_dns_enabled: true,
      subnet_ids: ["subnet-1", "subnet-2", "subnet-3"],
      security_group_ids: [reference("aws_security_group.endpoints_access_group.id")],
    });
  });

  it("admit HTTPS from their clients' groups and from no address", () => {
    const rules = ofType(json, "aws_vpc_security_group_ingress_rule").map((rule) => rule.arguments);
    expect(rules).toMatchObject([
      { referenced_security_group_id: "sg-operator", ip_protocol: "tcp", from_port: 443, to_port: 443 },
      { referenced_security_group_id: "sg-workload", ip_protocol: "tcp", from_port: 443, to_port: 443 },
    ]);
    expect(rules.map((rule) => rule.cidr_ipv4)).toEqual([undefined, undefined]);
  });

  it("let nothing out", () => {
    expect(ofType(json, "aws_vpc_security_group_egress_rule")).toEqual([]);
  });

  it("serve principals of the account only", () => {
    expect(statementsOf(endpoint("ecr.api"))).toMatchObject([
      { Effect: "Allow", Condition: { StringEquals: { "aws:PrincipalAccount": "111111111111" } } },
    ]);
  });

  it("let a service account's token be traded for a role of the account only, as that call has no account", () => {
    expect(statementsOf(endpoint("sts"))).toMatchObject([
      { Condition: { StringEquals: { "aws:PrincipalAccount": "111111111111" } } },
      {
        Action: ["sts:AssumeRoleWithWebIdentity"],
        Resource: ["arn:aws:iam::111111111111:role/*"],
      },
    ]);
  });

  it("have no policy where the service knows none", () => {
    expect(endpoint("eks-auth")?.arguments.policy).toBeUndefined();
  });
});
