import type { Manifest } from "./manifests";

interface ServiceAccount extends Manifest {
  readonly automountServiceAccountToken: false;
}

/** As whom pods act in AWS, through an identity of the same name; in Kubernetes they get no token by themselves. */
export function serviceAccount(metadata: {
  readonly name: string;
  readonly namespace: string;
}): ServiceAccount {
  return { apiVersion: "v1", kind: "ServiceAccount", metadata, automountServiceAccountToken: false };
}
