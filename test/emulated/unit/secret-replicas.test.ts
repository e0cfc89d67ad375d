import { bodyOf, json } from "../shim/call";
import { SecretReplicas } from "../shim/secret-replicas";
import { jsonCall } from "./calls";

const status = (Region: string) => ({ Region, KmsKeyId: "alias/aws/secretsmanager", Status: "InSync" });

async function shown(made: object, described: object) {
  const { layer } = new SecretReplicas();
  await layer(jsonCall("secretsmanager", "CreateSecret", made), async () => json({ ARN: "arn:salt" }));
  const reply = layer(jsonCall("secretsmanager", "DescribeSecret", {}), async () => json(described));
  return bodyOf(await reply);
}

describe("the shim of secrets", () => {
  const there = { AddReplicaRegions: [{ Region: "eu-central-1", KmsKeyId: "key-there" }] };

  it("shows the key of a copy, of the secret and the region that it was given for", async () => {
    const ReplicationStatus = [status("eu-central-1"), status("eu-north-1")];
    expect(await shown(there, { ARN: "arn:salt", ReplicationStatus })).toEqual({
      ARN: "arn:salt",
      ReplicationStatus: [{ ...status("eu-central-1"), KmsKeyId: "key-there" }, status("eu-north-1")],
    });
    expect(await shown(there, { ARN: "arn:other", ReplicationStatus })).toEqual({
      ARN: "arn:other",
      ReplicationStatus,
    });
  });

  it("leaves secrets without copies as they are", async () => {
    expect(await shown({}, { ARN: "arn:salt", Name: "salt" })).toEqual({ ARN: "arn:salt", Name: "salt" });
  });
});
