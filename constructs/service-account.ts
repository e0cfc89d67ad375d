import type { Manifest } from "./manifests";

interface ServiceAccount extends Manifest {
  readonly automountServiceAccountToken: false;
}

export interface ServiceAccountProps {
  readonly name: string;
  readonly namespace: string;
  /** Role that pods take by the token of the cluster's OIDC issuer; see `ServiceAccountRole`.
   * @default - at most one that Pod Identity gives */
  readonly roleArn?: string;
}

/** As whom pods act in AWS, through an identity of the same name; in Kubernetes they get no token by themselves. */
export function serviceAccount({ roleArn, ...metadata }: ServiceAccountProps): ServiceAccount {
  const annotations = roleArn ? { "eks.amazonaws.com/role-arn": roleArn } : undefined;
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { ...metadata, annotations },
    automountServiceAccountToken: false,
  };
}
