import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import type { Account } from "./account";
import { policyDocument, type Statement } from "./policy";
import { SecurityGroup } from "./security-group";

export interface InterfaceEndpointsProps {
  readonly account: Account;
  readonly vpcId: string;
  /** One per zone, so that a zone's calls stay in it. */
  readonly subnetIds: readonly string[];
  readonly name: string;
  /** Short names such as `ecr.api`. */
  readonly services: readonly string[];
  /** Who may call AWS through the endpoints, by a word that describes it. */
  readonly clients: Readonly<Record<string, { readonly id: string }>>;
}

/** Services whose endpoint knows no policy of its own: the only call is AssumeRoleForPodIdentity, by a node's role. */
const WITHOUT_POLICY: readonly string[] = ["eks-auth"];

/** Private addresses for AWS services, so that nodes and pods work on when NAT does not.
 *
 *  Private DNS answers for everything in the VPC, so whatever is none of the clients can call these services no more,
 *  not even through NAT. The clients' groups are all that is admitted: a node of ours carries the workload's group from
 *  its first packet (see `client-groups.ts`), so joining the cluster needs no further rule, and the control
 *  plane's own interfaces never call AWS through the VPC.
 *  Cost: 24 USD a month for each service in three zones, and 0.01 per GB (eu-west-1, aws.amazon.com/privatelink/pricing,
 *  2026-11). */
export class InterfaceEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    const { account, vpcId, name } = props;
    const group = new SecurityGroup(this, "access", {
      vpcId,
      name,
      description: "Interface endpoints of AWS services",
    });
    for (const [client, { id: securityGroupId }] of Object.entries(props.clients))
      group.allowFrom(client, {
        description: `AWS calls of the ${client}`,
        port: 443,
        peer: { securityGroupId },
      });
    for (const service of props.services)
      new VpcEndpoint(this, service, {
        vpcId,
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.${account.region}.${service}`,
        privateDnsEnabled: true,
        subnetIds: [...props.subnetIds],
        securityGroupIds: [group.id],
        policy: WITHOUT_POLICY.includes(service) ? undefined : endpointPolicy(service, account),
        tags: { Name: `${name}-${service}` },
      });
  }
}

/** Credentials of another account are of no use from inside the VPC. */
function endpointPolicy(service: string, { accountId }: Account): string {
  const ownPrincipals: Statement = {
    sid: "OwnPrincipals",
    principal: "*",
    actions: ["*"],
    resources: ["*"],
    conditions: { StringEquals: { "aws:PrincipalAccount": accountId } },
  };
  // A call that trades a service account's token for a role is not signed, so it has no account yet; the role has one.
  const ownRoles: Statement = {
    sid: "OwnRoles",
    principal: "*",
    actions: ["sts:AssumeRoleWithWebIdentity"],
    resources: [`arn:aws:iam::${accountId}:role/*`],
  };
  return policyDocument(service === "sts" ? [ownPrincipals, ownRoles] : [ownPrincipals]);
}
