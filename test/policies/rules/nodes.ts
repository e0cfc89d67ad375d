import { exactly, matching, oneOf, ourKey } from "../expectations";
import { intruder } from "../mutants";
import { resources } from "../platform";
import { requires } from "../requires";
import type { Rule } from "../rule";

const nodeTypes: readonly string[] = [
  "aws_launch_template",
  "aws_eks_node_group",
  "aws_eks_fargate_profile",
  "aws_autoscaling_group",
  "aws_instance",
];

/** Nodes, and what EKS runs on them: https://docs.aws.amazon.com/eks/latest/userguide/automode.html */
export const nodeRules: readonly Rule[] = [
  {
    id: "no-own-nodes",
    rows: ["E6", "E7", "E8", "E9"],
    title: "Only EKS Auto Mode makes nodes, which has no shell, asks for IMDSv2 and allows one hop",
    upstream: ["CKV_AWS_79", "CKV_AWS_341", "CKV_AWS_100", "AVD-AWS-0028", "AVD-AWS-0130", "CIS 5.4.3"],
    appliesTo: () => true,
    check: (platform) =>
      nodeTypes
        .flatMap((one) => resources(platform, one))
        .map(({ address }) => ({ address, problem: "is a node that we would have to harden and patch" })),
    mutants: (platform) => nodeTypes.flatMap((one) => intruder(platform, one, {})),
  },
  requires({
    id: "nodes-encrypted",
    rows: ["E7"],
    title: "Disks of nodes are encrypted with our key",
    upstream: ["CKV_AWS_3", "CKV_AWS_106", "CKV_AWS_189", "AVD-AWS-0026", "AVD-AWS-0027", "Nag EC26"],
    type: "NodeClass",
    exists: true,
    arguments: { "spec.ephemeralStorage.kmsKeyID": ourKey },
  }),
  requires({
    id: "network-policies-enforced",
    rows: ["E10", "P6"],
    title: "Network policies are enforced, and what they refuse is recorded",
    upstream: ["CIS 4.3.1"],
    type: "ConfigMap",
    where: ({ name }) => name === "kube-system/amazon-vpc-cni",
    exists: true,
    arguments: { "data.enable-network-policy-controller": exactly("true") },
  }),
  requires({
    id: "addon-version",
    rows: ["E10"],
    title: "Every add-on has an exact version",
    upstream: ["CIS 5.4.4"],
    type: "aws_eks_addon",
    arguments: { addon_version: matching(/^v\d+\.\d+\.\d+/) },
    sample: [{ type: "aws_eks_addon", name: "sample", arguments: { addon_version: "v0.8.0-eksbuild.3" } }],
  }),
  requires({
    id: "addon-conflicts",
    rows: ["E10"],
    title: "An add-on says what becomes of settings that somebody changed by hand",
    upstream: ["CIS 5.4.4"],
    type: "aws_eks_addon",
    arguments: { resolve_conflicts_on_update: oneOf("PRESERVE", "OVERWRITE") },
  }),
];
