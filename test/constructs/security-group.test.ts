import { workloadSecurityGroup } from "../../constructs/client-groups";
import { SecurityGroup } from "../../constructs/security-group";
import { synthesizeConstruct } from "../support/construct";
import { ofType } from "../support/terraform-json";

describe("a security group", () => {
  it("permits nothing until it is told", () => {
    const json = synthesizeConstruct((stack) => {
      new SecurityGroup(stack, "database", { vpcId: "vpc-1", name: "database", description: "A database" });
    });
    expect(ofType(json, "aws_security_group")).toMatchObject([
      { arguments: { name: "database", description: "A database" } },
    ]);
    expect(ofType(json, "aws_vpc_security_group_ingress_rule")).toEqual([]);
    expect(ofType(json, "aws_vpc_security_group_egress_rule")).toEqual([]);
  });

  it("admits another group on one port", () => {
    const json = synthesizeConstruct((stack) => {
      const group = new SecurityGroup(stack, "database", { vpcId: "vpc-1", name: "db", description: "A" });
      group.allowFrom("workload", { description: "Why", port: 5432, peer: { securityGroupId: "sg-1" } });
    });
    expect(json.resource?.aws_vpc_security_group_ingress_rule?.database_from_workload).toEqual(
      expect.objectContaining({
        security_group_id: expect.stringContaining("aws_security_group.database_group.id"),
        referenced_security_group_id: "sg-1",
        ip_protocol: "tcp",
        from_port: 5432,
        to_port: 5432,
        description: "Why",
      }),
    );
  });
});

describe("the workload's security group", () => {
  const json = synthesizeConstruct((stack) => {
    workloadSecurityGroup(stack, "workload", { vpcId: "vpc-1", name: "langfuse-test-workload" });
  });

  it("lets nobody in by itself", () => {
    expect(ofType(json, "aws_vpc_security_group_ingress_rule")).toEqual([]);
  });

  it("lets pods call out", () => {
    expect(ofType(json, "aws_vpc_security_group_egress_rule")).toMatchObject([
      { arguments: { ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" } },
    ]);
  });
});
