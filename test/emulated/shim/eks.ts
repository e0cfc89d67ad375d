import { AccessEntries } from "./access-entries";
import { type Answer, bodyOf, type Call, json, type Layer, type Reply } from "./call";
import { Client } from "./client";

interface KnownCluster {
  /** Fields that moto does not repeat. */
  readonly shown: Readonly<Record<string, unknown>>;
  readonly securityGroupId: string;
}

/** What moto 5.2 lacks of EKS: the security group of a cluster, the fields of Auto Mode and a few others, and access
 *  entries. */
export class Eks {
  private readonly entries: AccessEntries;
  private readonly clusters = new Map<string, KnownCluster>();

  /** @param account - region and account id as ARNs write them, for example `eu-west-1:111111111111` */
  constructor(private readonly account: string) {
    this.entries = new AccessEntries(account);
  }

  readonly layer: Layer = (call, next) => {
    const [method = "", path = ""] = call.operation.split(" ");
    const [, root, cluster = "", collection, ...rest] = path.split("/").map(decodeURIComponent);
    if (call.service !== "eks" || root !== "clusters") return next(call);
    if (collection === "access-entries") return this.entries.answer(call, cluster, rest);
    if (collection !== undefined) return next(call);
    if (method === "POST") return this.create(call, next);
    return method === "DELETE" ? this.delete(cluster, call, next) : this.amended(cluster, call, next);
  };

  private async create(call: Call, next: Answer): Promise<Reply> {
    const client = new Client(this.account, next);
    const { name, ...fields } = bodyOf(call);
    const cluster = String(name);
    const { resourcesVpcConfig } = fields as { resourcesVpcConfig: { subnetIds: string[] } }; // required by EKS
    const subnet = String(resourcesVpcConfig.subnetIds[0]);
    const vpcId = element("vpcId", await client.query("ec2", "DescribeSubnets", { "SubnetId.1": subnet }));
    const group = await client.query("ec2", "CreateSecurityGroup", {
      VpcId: vpcId,
      GroupName: `eks-cluster-sg-${cluster}`,
      GroupDescription: "EKS created security group",
    });
    const securityGroupId = element("groupId", group);
    const shown = {
      ...fields,
      resourcesVpcConfig: { ...resourcesVpcConfig, vpcId, clusterSecurityGroupId: securityGroupId },
    };
    this.clusters.set(cluster, { shown, securityGroupId });
    return this.amended(cluster, call, next);
  }

  private async delete(cluster: string, call: Call, next: Answer): Promise<Reply> {
    const reply = await this.amended(cluster, call, next);
    const known = this.clusters.get(cluster);
    if (known)
      await new Client(this.account, next).query("ec2", "DeleteSecurityGroup", {
        GroupId: known.securityGroupId,
      });
    this.clusters.delete(cluster);
    this.entries.forget(cluster);
    return reply;
  }

  /** moto's reply with the fields that it left out. */
  private async amended(cluster: string, call: Call, next: Answer): Promise<Reply> {
    const reply = await next(call);
    const body = JSON.parse(reply.body.toString());
    return body.cluster
      ? json({ ...body, cluster: { ...body.cluster, ...this.clusters.get(cluster)?.shown } })
      : reply;
  }
}

/** The text of the first element with this name. */
function element(name: string, { body }: Reply): string {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(body.toString())?.[1];
  if (text === undefined) throw new Error(`no ${name} in ${body}`);
  return text;
}
