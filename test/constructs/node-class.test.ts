import { networkPolicyController, nodeClass } from "../../constructs/node-class";

const node = nodeClass({
  nodeRoleName: "langfuse-test-node",
  subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
  securityGroupIds: ["sg-cluster", "sg-workload"],
  volumesKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/volumes",
});

it("is what Auto Mode reads, under a name that AWS does not reserve", () => {
  expect(node).toMatchObject({
    apiVersion: "eks.amazonaws.com/v1",
    kind: "NodeClass",
    metadata: { name: "private" },
  });
});

it("puts nodes into the given subnets, with every given group, as the given role", () => {
  expect(node.spec).toMatchObject({
    role: "langfuse-test-node",
    subnetSelectorTerms: [{ id: "subnet-1" }, { id: "subnet-2" }, { id: "subnet-3" }],
    securityGroupSelectorTerms: [{ id: "sg-cluster" }, { id: "sg-workload" }],
  });
});

it("encrypts the nodes' disks with our key", () => {
  expect(node.spec.ephemeralStorage.kmsKeyID).toBe("arn:aws:kms:eu-west-1:123456789012:key/volumes");
});

it("enforces network policies, and logs what they do", () => {
  expect(node.spec).toMatchObject({ networkPolicy: "DefaultAllow", networkPolicyEventLogs: "Enabled" });
  expect(networkPolicyController).toEqual({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
    data: { "enable-network-policy-controller": "true" },
  });
});
