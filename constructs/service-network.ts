/** IPv4 addresses of Kubernetes services, which no pod and no machine has. */
export interface ServiceNetwork {
  readonly cidr: string;
  /** Service `kubernetes`: the first address. */
  readonly apiServer: string;
  /** Service `kube-dns`: the tenth, by EKS's custom. */
  readonly dns: string;
}

/** The range that EKS would choose beside this VPC, of the two that it knows. Chosen by us, it is known before there is a
 *  cluster.
 *  https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html (2026-11) */
export function serviceNetwork(vpcCidr: string): ServiceNetwork {
  // A VPC is no larger than /16: it overlaps with this range only when it lies in it.
  const prefix = vpcCidr.startsWith("172.20.") ? "10.100" : "172.20";
  return { cidr: `${prefix}.0.0/16`, apiServer: `${prefix}.0.1`, dns: `${prefix}.0.10` };
}
