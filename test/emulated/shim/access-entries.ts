import { bodyOf, type Call, json, type Reply } from "./call";

type Fields = Readonly<Record<string, unknown>>;

interface Entry {
  readonly fields: Fields;
  /** By the policy's ARN. */
  readonly policies: Map<string, Fields>;
}

/** Who may do what in EKS clusters. */
export class AccessEntries {
  /** By principal, by cluster. */
  private readonly clusters = new Map<string, Map<string, Entry>>();

  /** @param account - region and account id as ARNs write them, for example `eu-west-1:111111111111` */
  constructor(private readonly account: string) {}

  /** Entries go with their cluster. */
  forget(cluster: string): void {
    this.clusters.delete(cluster);
  }

  /** @param path - behind `/clusters/<cluster>/access-entries` */
  async answer(call: Call, cluster: string, path: readonly string[]): Promise<Reply> {
    const [principal, , policy] = path;
    const entries = this.clusters.get(cluster) ?? new Map<string, Entry>();
    this.clusters.set(cluster, entries);
    if (principal === undefined)
      return call.method === "POST"
        ? this.create(call, cluster, entries)
        : json({ accessEntries: [...entries.keys()] });
    const entry = entries.get(principal);
    if (!entry) return notFound(`access entry of ${principal}`);
    if (path.length > 1) return policies(call, entry, policy);
    if (call.method === "DELETE") entries.delete(principal);
    return json({ accessEntry: entry.fields });
  }

  private create(call: Call, clusterName: string, entries: Map<string, Entry>): Reply {
    const fields = bodyOf(call);
    const principalArn = String(fields.principalArn);
    const entry = {
      type: "STANDARD",
      kubernetesGroups: [],
      username: principalArn,
      ...fields,
      clusterName,
      accessEntryArn: `arn:aws:eks:${this.account}:access-entry/${clusterName}/${principalArn.split(":").at(-1)}/0`,
      ...timestamps(),
    };
    entries.set(principalArn, { fields: entry, policies: new Map() });
    return json({ accessEntry: entry });
  }
}

function policies(call: Call, { fields, policies }: Entry, policyArn: string | undefined): Reply {
  const { clusterName, principalArn } = fields;
  if (call.method === "GET")
    return json({ clusterName, principalArn, associatedAccessPolicies: [...policies.values()] });
  if (policyArn !== undefined) {
    policies.delete(policyArn);
    return json({});
  }
  const associatedAccessPolicy = { ...bodyOf(call), ...timestamps("associatedAt") };
  policies.set(String(bodyOf(call).policyArn), associatedAccessPolicy);
  return json({ clusterName, principalArn, associatedAccessPolicy });
}

function timestamps(created = "createdAt"): Fields {
  const now = Math.floor(Date.now() / 1000);
  return { [created]: now, modifiedAt: now };
}

function notFound(what: string): Reply {
  const reply = json({ message: `no ${what}` }, 404);
  return { ...reply, headers: { ...reply.headers, "x-amzn-errortype": "ResourceNotFoundException" } };
}
