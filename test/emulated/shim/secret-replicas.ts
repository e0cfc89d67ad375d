import { bodyOf, type Call, json, type Layer } from "./call";

interface ReplicaRegion {
  readonly Region: string;
  readonly KmsKeyId?: string;
}

/** With which keys copies of secrets are encrypted in other regions, which moto 5.2 takes and does not show again. */
export class SecretReplicas {
  /** By ARN of the secret and region. */
  private readonly keys = new Map<string, string>();

  readonly layer: Layer = async (call, next) => {
    if (call.service !== "secretsmanager") return next(call);
    const reply = await next(call);
    if (reply.status !== 200) return reply;
    const { ARN, ReplicationStatus, ...shown } = bodyOf(reply);
    for (const { Region, KmsKeyId } of requested(call))
      if (KmsKeyId) this.keys.set(`${ARN} ${Region}`, KmsKeyId);
    if (!Array.isArray(ReplicationStatus)) return reply;
    const statuses = ReplicationStatus.map((status: ReplicaRegion) => ({
      ...status,
      KmsKeyId: this.keys.get(`${ARN} ${status.Region}`) ?? status.KmsKeyId,
    }));
    return json({ ...shown, ARN, ReplicationStatus: statuses });
  };
}

function requested(call: Call): readonly ReplicaRegion[] {
  if (!/^(CreateSecret|ReplicateSecretToRegions)$/.test(call.operation)) return [];
  const { AddReplicaRegions } = bodyOf(call);
  return Array.isArray(AddReplicaRegions) ? AddReplicaRegions : [];
}
