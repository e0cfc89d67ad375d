import type { Statement } from "../../../constructs/policy";
import type { Reach } from "../reach";

/** VPC, subnets, routes, NAT, endpoints, security groups, prefix lists and flow logs. */
export function networkPermissions({ arns, inRegion, tagged }: Reach): Statement[] {
  return [
    {
      // EC2 gives ids, not names; a request is checked against several resources at once, most of them untagged yet.
      sid: "MakeAndChange",
      actions: [
        "AllocateAddress",
        "AssociateRouteTable",
        "AssociateVpcCidrBlock",
        "AttachInternetGateway",
        "AuthorizeSecurityGroupEgress",
        "AuthorizeSecurityGroupIngress",
        "CreateFlowLogs",
        "CreateInternetGateway",
        "CreateManagedPrefixList",
        "CreateNatGateway",
        "CreateNetworkAclEntry",
        "CreateRoute",
        "CreateRouteTable",
        "CreateSecurityGroup",
        "CreateSubnet",
        "CreateTags",
        "CreateVpc",
        "CreateVpcEndpoint",
        "ModifyManagedPrefixList",
        "ModifySecurityGroupRules",
        "ModifySubnetAttribute",
        "ModifyVpcAttribute",
        "ModifyVpcEndpoint",
        "ReplaceNetworkAclAssociation",
        "ReplaceNetworkAclEntry",
        "ReplaceRoute",
        "ReplaceRouteTableAssociation",
        "RevokeSecurityGroupEgress",
        "RevokeSecurityGroupIngress",
        "UpdateSecurityGroupRuleDescriptionsEgress",
        "UpdateSecurityGroupRuleDescriptionsIngress",
      ].map((action) => `ec2:${action}`),
      resources: ["*"],
      conditions: inRegion,
    },
    {
      sid: "RemoveOwn",
      actions: [
        "DeleteFlowLogs",
        "DeleteInternetGateway",
        "DeleteManagedPrefixList",
        "DeleteNatGateway",
        "DeleteNetworkAclEntry",
        "DeleteRoute",
        "DeleteRouteTable",
        "DeleteSecurityGroup",
        "DeleteSubnet",
        "DeleteTags",
        "DeleteVpc",
        "DeleteVpcEndpoints",
        "DetachInternetGateway",
        "DisassociateRouteTable",
        "ReleaseAddress",
      ].map((action) => `ec2:${action}`),
      resources: arns("ec2", "*"),
      conditions: tagged,
    },
    {
      // The address of a deleted NAT gateway is disassociated through an association that carries no tag.
      sid: "FreeAddresses",
      actions: ["ec2:DisassociateAddress", "ec2:DisassociateVpcCidrBlock"],
      resources: ["*"],
      conditions: inRegion,
    },
  ];
}
