import type { Construct } from "constructs";
import { SecurityGroup, type SecurityGroupProps } from "./security-group";

/** The identity of our nodes in every other group's rules.
 *
 *  EKS Auto Mode puts the groups of a node class on the node's network interface, which its pods share, so a node of
 *  ours carries two groups from its first packet: the cluster's own, which lets nodes and control plane talk to each
 *  other, and this one, which everything outside the cluster admits. The built-in node pools carry the first alone:
 *  they would reach no database and no interface endpoint, so they stay switched off.
 *
 *  It lets out everything: images, language models and identity providers are on the internet. Which pod may reach
 *  what is decided by network policies, because a security group cannot tell two pods of a node apart. */
export function workloadSecurityGroup(
  scope: Construct,
  id: string,
  props: Omit<SecurityGroupProps, "description">,
): SecurityGroup {
  const group = new SecurityGroup(scope, id, {
    ...props,
    description: "Nodes that run workloads, and the pods on them",
  });
  group.allowTo("anywhere", {
    description: "Images, language models, identity providers, databases",
    port: "all",
    peer: { cidr: "0.0.0.0/0" },
  });
  return group;
}
