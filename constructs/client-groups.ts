import type { Construct } from "constructs";
import { SecurityGroup, type SecurityGroupProps } from "./security-group";

type ClientGroupProps = Omit<SecurityGroupProps, "description">;

/** The identity of our nodes in every other group's rules.
 *
 *  EKS Auto Mode puts the groups of a node class on the node's network interface, which its pods share, so a node of
 *  ours carries two groups from its first packet: the cluster's own, which lets nodes and control plane talk to each
 *  other, and this one, which everything outside the cluster admits. The built-in node pools carry the first alone:
 *  they would reach no database and no interface endpoint, so they stay switched off.
 *
 *  It lets out everything: images, language models and identity providers are on the internet. Which pod may reach
 *  what is decided by network policies, because this group does not tell two pods of a node apart. */
export function workloadSecurityGroup(scope: Construct, id: string, props: ClientGroupProps): SecurityGroup {
  return clientGroup(scope, id, { ...props, description: "Nodes that run workloads, and the pods on them" });
}

/** The identity of whatever deploys from inside the VPC: a runner, a session host, the end of a VPN.
 *
 *  With private DNS an interface endpoint answers for its service in the whole VPC; a runner that the endpoints do not
 *  admit would wait for STS until it times out. It is admitted there and by the cluster's API, never by a database. */
export function operatorSecurityGroup(scope: Construct, id: string, props: ClientGroupProps): SecurityGroup {
  return clientGroup(scope, id, { ...props, description: "Runners and sessions that deploy from here" });
}

function clientGroup(scope: Construct, id: string, props: SecurityGroupProps): SecurityGroup {
  const group = new SecurityGroup(scope, id, props);
  group.allowTo("anywhere", {
    description: "Whatever routes and network policies permit",
    port: "all",
    peer: { cidr: "0.0.0.0/0" },
  });
  return group;
}
