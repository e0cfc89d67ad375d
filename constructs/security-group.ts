import { SecurityGroup as SecurityGroupResource } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

export interface SecurityGroupProps {
  readonly vpcId: string;
  readonly name: string;
  /** What carries the group; cannot be changed without replacing the group. */
  readonly description: string;
}

/** One permission of a security group. */
export interface SecurityGroupRule {
  /** Who may connect and what for; shown beside the rule in the console. */
  readonly description: string;
  /** One TCP port, or everything. */
  readonly port: number | "all";
  /** The other side: a group wherever there is one, so that addresses never grant anything inside the VPC. */
  readonly peer:
    | { readonly securityGroupId: string }
    | { readonly prefixListId: string }
    | { readonly cidr: string };
}

/** A security group that permits nothing until it is told, in either direction. */
export class SecurityGroup extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    const { vpcId, name, description } = props;
    // A group without inline rules: Terraform removes the "allow all" that EC2 puts into every new group.
    this.id = new SecurityGroupResource(this, "group", {
      vpcId,
      name,
      description,
      tags: { Name: name },
    }).id;
  }

  /** Lets the peer connect to whatever carries this group. */
  allowFrom(id: string, rule: SecurityGroupRule): void {
    new VpcSecurityGroupIngressRule(this, `from-${id}`, this.arguments(rule));
  }

  /** Lets whatever carries this group connect to the peer. */
  allowTo(id: string, rule: SecurityGroupRule): void {
    new VpcSecurityGroupEgressRule(this, `to-${id}`, this.arguments(rule));
  }

  private arguments({ description, port, peer }: SecurityGroupRule) {
    return {
      securityGroupId: this.id,
      description,
      ...(port === "all" ? { ipProtocol: "-1" } : { ipProtocol: "tcp", fromPort: port, toPort: port }),
      referencedSecurityGroupId: "securityGroupId" in peer ? peer.securityGroupId : undefined,
      prefixListId: "prefixListId" in peer ? peer.prefixListId : undefined,
      cidrIpv4: "cidr" in peer ? peer.cidr : undefined,
    };
  }
}
