import type { ServiceNetwork } from "./service-network";
import type { SubnetPlan } from "./subnets";

/** Whoever is no pod of ours, known by address. */
export type NetworkName = keyof typeof networkMeanings;

/** What stands behind each name, for people. */
export const networkMeanings = {
  "cluster-dns": "the address of the service `kube-dns`; EKS Auto Mode answers it on each node",
  "kubernetes-api":
    "the address of the service `kubernetes`, and the private subnets, where the control plane is",
  nodes: "the private subnets, for the kubelets, which answer on their nodes",
  "pod-identity": "the agent on each node that hands out AWS credentials",
  "load-balancer": "its subnets: public, or private when it is internal",
  "data-subnets": "Postgres and Valkey, whose security groups admit our nodes alone",
  "secrets-manager": "the private subnets where it has an endpoint there, otherwise any address",
  internet: "any address, AWS's own among them",
} as const;

export interface NetworksProps {
  readonly subnets: SubnetPlan;
  readonly services: ServiceNetwork;
  /** The load balancer stands in the private subnets instead of the public ones. */
  readonly internalLoadBalancer: boolean;
  /** Secrets Manager is reached inside the VPC. */
  readonly secretsManagerEndpoint: boolean;
}

const ANYWHERE = "0.0.0.0/0";

/** The IPv4 networks behind each name. Policies are compared with the address that a pod dials, so a service of the
 *  cluster counts by its own address and not by what answers for it. None has exceptions: AWS's agent lets an exception
 *  of one rule win over the permission of another (aws/amazon-vpc-cni-k8s issue 3096). */
export function networks(props: NetworksProps): Readonly<Record<NetworkName, readonly string[]>> {
  const { subnets, services, internalLoadBalancer, secretsManagerEndpoint } = props;
  return {
    // Auto Mode runs DNS on the node and not in pods, so no selector finds it.
    "cluster-dns": [`${services.dns}/32`],
    // The control plane's own interfaces are in the private subnets.
    "kubernetes-api": [`${services.apiServer}/32`, ...subnets.private],
    nodes: subnets.private,
    // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html (2026-11)
    "pod-identity": ["169.254.170.23/32"],
    "load-balancer": internalLoadBalancer ? subnets.private : subnets.public,
    "data-subnets": subnets.data,
    "secrets-manager": secretsManagerEndpoint ? subnets.private : [ANYWHERE],
    internet: [ANYWHERE],
  };
}
