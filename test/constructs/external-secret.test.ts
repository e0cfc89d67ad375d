import { externalSecret } from "../../constructs/external-secret";

const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:langfuse-test/salt-AbCdEf";

const { metadata, spec } = externalSecret({
  name: "langfuse-keys",
  namespace: "langfuse",
  data: { salt: { secretArn }, username: { secretArn, property: "username" } },
});

it("becomes a Secret of the same name, in its own namespace", () => {
  expect(metadata).toEqual({ name: "langfuse-keys", namespace: "langfuse" });
  expect(spec.target.name).toBe("langfuse-keys");
});

it("reads whole secrets, or one field of them, from the cluster's store", () => {
  expect(spec).toMatchObject({
    secretStoreRef: { kind: "ClusterSecretStore", name: "aws" },
    data: [
      { secretKey: "salt", remoteRef: { key: secretArn } },
      { secretKey: "username", remoteRef: { key: secretArn, property: "username" } },
    ],
  });
  expect(spec.data[0]?.remoteRef.property).toBeUndefined();
});

it("follows its originals within an hour, and outlives them", () => {
  expect(spec.refreshInterval).toBe("1h");
  expect(spec.target).toMatchObject({ creationPolicy: "Owner", deletionPolicy: "Retain", immutable: false });
});

it("keeps its first value where it is told to", () => {
  const { target } = externalSecret({ name: "a", namespace: "b", data: {}, immutable: true }).spec;
  expect(target.immutable).toBe(true);
});

it("adds further keys, and loses none for them", () => {
  const { target } = externalSecret({
    name: "a",
    namespace: "b",
    data: { password: { secretArn } },
    template: { username: "operator" },
  }).spec;
  expect(target.template).toMatchObject({ mergePolicy: "Merge", data: { username: "operator" } });
});
