import type { Manifest } from "./manifests";

/** `storage.k8s.io/v1`, with the parameters of Auto Mode's driver.
 *  https://docs.aws.amazon.com/eks/latest/userguide/create-storage-class.html (2026-11) */
export interface StorageClass extends Manifest {
  readonly apiVersion: "storage.k8s.io/v1";
  readonly kind: "StorageClass";
  readonly provisioner: "ebs.csi.eks.amazonaws.com";
  readonly parameters: { readonly type: "gp3"; readonly encrypted: "true"; readonly kmsKeyId: string };
  readonly reclaimPolicy: "Retain" | "Delete";
  readonly volumeBindingMode: "WaitForFirstConsumer";
  readonly allowVolumeExpansion: true;
  readonly allowedTopologies: readonly {
    readonly matchLabelExpressions: readonly { readonly key: string; readonly values: readonly string[] }[];
  }[];
}

/** Names of the storage classes, for claims. */
export const storageClasses = {
  /** The volume outlives its claim and its namespace; an operator deletes it when nobody misses it. The default. */
  data: "data",
  /** The volume goes with its claim: metrics and whatever can be made again. */
  scratch: "scratch",
} as const;

/** Both storage classes: gp3 under our key, made in the zone of the first pod, growing while mounted.
 *  Cost: 0.088 USD per GiB and month in eu-west-1, with 3000 IOPS and 125 MiB/s (aws.amazon.com/ebs/pricing, 2026-11). */
export function storageClassManifests(volumesKeyArn: string): StorageClass[] {
  // A claim without a class must not lose data.
  const annotations = { "storageclass.kubernetes.io/is-default-class": "true" };
  return [
    gp3({ name: storageClasses.data, annotations }, "Retain", volumesKeyArn),
    gp3({ name: storageClasses.scratch }, "Delete", volumesKeyArn),
  ];
}

function gp3(
  metadata: StorageClass["metadata"],
  reclaimPolicy: StorageClass["reclaimPolicy"],
  kmsKeyId: string,
): StorageClass {
  return {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata,
    provisioner: "ebs.csi.eks.amazonaws.com",
    parameters: { type: "gp3", encrypted: "true", kmsKeyId },
    reclaimPolicy,
    volumeBindingMode: "WaitForFirstConsumer",
    allowVolumeExpansion: true,
    allowedTopologies: [
      { matchLabelExpressions: [{ key: "eks.amazonaws.com/compute-type", values: ["auto"] }] },
    ],
  };
}
