import { storageClasses, storageClassManifests } from "../../constructs/storage-class";

const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/volumes";
const classes = Object.fromEntries(
  storageClassManifests(keyArn).map((manifest) => [manifest.metadata.name, manifest]),
);

describe.each(Object.values(storageClasses))("the storage class '%s'", (name) => {
  it("makes encrypted gp3 volumes under our key", () => {
    expect(classes[name]).toMatchObject({
      provisioner: "ebs.csi.eks.amazonaws.com",
      parameters: { type: "gp3", encrypted: "true", kmsKeyId: keyArn },
    });
  });

  it("waits for the zone of the first pod, on nodes of Auto Mode", () => {
    expect(classes[name]).toMatchObject({
      volumeBindingMode: "WaitForFirstConsumer",
      allowedTopologies: [
        { matchLabelExpressions: [{ key: "eks.amazonaws.com/compute-type", values: ["auto"] }] },
      ],
    });
  });

  it("can grow while mounted", () => {
    expect(classes[name]).toMatchObject({ allowVolumeExpansion: true });
  });
});

it("keeps data when its claim is gone, and drops scratch", () => {
  expect(classes.data?.reclaimPolicy).toBe("Retain");
  expect(classes.scratch?.reclaimPolicy).toBe("Delete");
});

it("keeps what nobody decided about", () => {
  const annotation = "storageclass.kubernetes.io/is-default-class";
  expect(classes.data?.metadata.annotations?.[annotation]).toBe("true");
  expect(classes.scratch?.metadata.annotations).toBeUndefined();
});
