import type { Row } from "../row";

const AUTO_MODE =
  "EKS Auto Mode makes the nodes: there is no launch template and no node group of ours to set it in";

/** EKS and nodes. */
export const clusterRows: readonly Row[] = [
  {
    id: "E1",
    severity: "block",
    title: "The API endpoint is private, or public for named networks of at most 256 addresses",
    upstream: [
      "CKV_AWS_38",
      "CKV_AWS_39",
      "AVD-AWS-0040",
      "AVD-AWS-0041",
      "Nag EKS1",
      "CIS 5.4.1",
      "CIS 5.4.2",
    ],
    tests: ["test/environments/broken-cluster.test.ts"],
  },
  {
    id: "E2",
    severity: "block",
    title: "Kubernetes' secrets are encrypted with our key",
    upstream: ["CKV_AWS_58", "AVD-AWS-0039", "CIS 5.3.1"],
  },
  {
    id: "E3",
    severity: "block",
    title: "All five logs of the control plane, in a group that was made before and forgets",
    upstream: ["CKV_AWS_37", "AVD-AWS-0038", "Nag EKS2", "CIS 2.1.1"],
  },
  {
    id: "E4",
    severity: "block",
    title: "Access by access entries only, not even for the creator",
    upstream: ["CIS 4.1.7", "BP IAM"],
    tests: ["test/constructs/cluster-access.test.ts"],
  },
  {
    id: "E5",
    severity: "block",
    title: "Deletion protection, standard support, zonal shift, no add-on that nobody manages",
    upstream: ["CKV_AWS_339"],
  },
  {
    id: "E6",
    severity: "block",
    title: "Pods cannot ask a node for its credentials: IMDSv2, one hop",
    upstream: ["CKV_AWS_79", "CKV_AWS_341", "AVD-AWS-0028", "AVD-AWS-0130"],
    notApplicable: `${AUTO_MODE}; Auto Mode asks for IMDSv2 with one hop by itself`,
  },
  {
    id: "E7",
    severity: "block",
    title: "Disks of nodes and volumes are encrypted with our key",
    upstream: ["CKV_AWS_3", "CKV_AWS_106", "CKV_AWS_189", "AVD-AWS-0026", "AVD-AWS-0027", "Nag EC26"],
    notApplicable:
      "encryption of volumes by default is a setting of the whole account, and belongs to whoever runs the account",
  },
  {
    id: "E8",
    severity: "block",
    title: "Nodes stand in private subnets, take no SSH, and ClickHouse keeps a zone",
    upstream: ["CKV_AWS_100", "CIS 5.4.3", "BP EBS"],
    assertions: [
      "no two pods of ClickHouse or Keeper share a zone or a node, and Langfuse's version is served",
    ],
    tests: ["test/constructs/node-class.test.ts", "test/constructs/node-pool.test.ts"],
    notApplicable: `${AUTO_MODE}; a pool of its own, spread and a budget keep ClickHouse's copies apart`,
  },
  {
    id: "E9",
    severity: "block",
    title: "Nodes run Bottlerocket or AL2023",
    upstream: ["BP nodes"],
    notApplicable: `${AUTO_MODE}; Auto Mode runs Bottlerocket only`,
  },
  {
    id: "E10",
    severity: "block",
    title: "Network policies are enforced; add-ons have versions and say what becomes of changes by hand",
    upstream: ["CIS 4.3.1", "CIS 5.4.4"],
    notApplicable: "network, proxy, DNS, volumes and Pod Identity are parts of Auto Mode, and no add-ons",
  },
  {
    id: "E11",
    severity: "block",
    title: "Every service account has a role of its own",
    upstream: ["CIS 5.2.1"],
    tests: ["test/constructs/workload-identity.test.ts"],
  },
  {
    id: "E12",
    severity: "block",
    title: "A role for pods names one service account, one token's audience and this cluster",
    upstream: ["CKV_AWS_60", "CKV_AWS_61"],
  },
  {
    id: "E13",
    severity: "warn",
    title: "The node's role may join the cluster and pull images",
    upstream: ["Nag IAM4"],
  },
  {
    id: "E14",
    severity: "warn",
    title: "GuardDuty watches the cluster",
    upstream: ["CKV_AWS_238"],
    notApplicable:
      "an account has one detector in a region, and organisations manage it centrally: a second one cannot be made. The " +
      "endpoint that its agent needs can be named in `interfaceEndpoints` (guardduty-data)",
  },
];
