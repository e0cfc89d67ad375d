import type { Layer } from "./call";
import {
  cacheCluster,
  KINDS,
  type Kind,
  listOf,
  MEMBERS,
  nodesOf,
  PARAMETER_GROUP,
  REPLICATION_GROUP,
} from "./elasticache-kinds";
import { AwsError, type Fields, fieldsOf, queryReply } from "./query";

/** ElastiCache as far as the data stack uses it. moto 5.2 has neither parameter groups nor user groups, and can neither
 *  read nor delete a replication group, so none of its ElastiCache is used. Like AWS, this one refuses to refer to what
 *  does not exist, and to delete what something refers to. */
export class ElastiCache {
  /** Fields as they were sent, by kind and identifier. */
  private readonly things = new Map(KINDS.map((kind) => [kind, new Map<unknown, Fields>()]));

  private readonly verbs: Readonly<Record<string, (kind: Kind, fields: Fields) => Fields>> = {
    Create: (kind, fields) => this.wrap(kind, this.write(kind, fields)),
    Modify: (kind, fields) =>
      this.wrap(kind, this.write(kind, { ...this.get(kind, fields[kind.id]), ...fields })),
    Delete: (kind, fields) => this.wrap(kind, this.remove(kind, fields[kind.id])),
    Describe: (kind, fields) => ({
      [kind.list]: this.find(kind, fields[kind.id]).map((thing) => this.show(kind, thing)),
    }),
  };

  private readonly others: Readonly<Record<string, (fields: Fields) => Fields>> = {
    DescribeCacheClusters: ({ CacheClusterId: wanted }) => ({
      CacheClusters: this.find(REPLICATION_GROUP)
        .flatMap((group) => nodesOf(group).map((node) => cacheCluster(node, group)))
        .filter(({ CacheClusterId }) => wanted === undefined || wanted === CacheClusterId),
    }),
    DescribeCacheParameters: ({ CacheParameterGroupName }) => ({
      Parameters: listOf(this.get(PARAMETER_GROUP, CacheParameterGroupName).ParameterNameValues),
    }),
    ListTagsForResource: ({ ResourceName }) => ({
      TagList: KINDS.flatMap((kind) =>
        this.find(kind)
          .filter((thing) => this.arn(kind, thing) === ResourceName)
          .flatMap(({ Tags }) => listOf(Tags)),
      ),
    }),
  };

  /** @param account - region and account id as ARNs write them, for example `eu-west-1:111111111111` */
  constructor(private readonly account: string) {}

  readonly layer: Layer = async (call, next) => {
    if (call.service !== "elasticache") return next(call);
    try {
      return queryReply(call, this.answer(call.operation, fieldsOf(call.parameters)), MEMBERS);
    } catch (error) {
      if (error instanceof AwsError) return error.reply;
      throw error;
    }
  };

  private answer(operation: string, fields: Fields): Fields {
    const kind = KINDS.find(({ name }) => operation.replace(/s$/, "").endsWith(name));
    const verb = kind && this.verbs[operation.slice(0, operation.lastIndexOf(kind.name))];
    const other = this.others[operation];
    if (verb) return verb(kind, fields);
    if (other) return other(fields);
    throw new AwsError("InvalidAction", `the shim knows no '${operation}' of ElastiCache`);
  }

  private all(kind: Kind): Map<unknown, Fields> {
    const things = this.things.get(kind);
    if (!things) throw new Error(`'${kind.name}' is not in KINDS`);
    return things;
  }

  private get(kind: Kind, id: unknown): Fields {
    const thing = this.all(kind).get(id);
    if (!thing) throw new AwsError(kind.missing, `${kind.name} ${id} not found`);
    return thing;
  }

  private find(kind: Kind, id?: unknown): Fields[] {
    return id === undefined ? [...this.all(kind).values()] : [this.get(kind, id)];
  }

  private write(kind: Kind, fields: Fields): Fields {
    for (const [referenced, id] of referencesOf(kind, fields)) this.get(referenced, id);
    this.all(kind).set(fields[kind.id], fields);
    return fields;
  }

  private remove(kind: Kind, id: unknown): Fields {
    const thing = this.get(kind, id);
    for (const other of KINDS)
      for (const candidate of this.find(other))
        if (referencesOf(other, candidate).some(([referenced, name]) => referenced === kind && name === id))
          throw new AwsError(`${kind.name}InUse`, `${other.name} ${candidate[other.id]} refers to ${id}`);
    this.all(kind).delete(id);
    return thing;
  }

  private show(kind: Kind, fields: Fields): Fields {
    return { ...kind.show(fields), ARN: this.arn(kind, fields) };
  }

  private wrap(kind: Kind, fields: Fields): Fields {
    const shown = this.show(kind, fields);
    return kind.isWrapped ? { [kind.name]: shown } : shown;
  }

  private arn({ arn, id }: Kind, fields: Fields): string {
    return `arn:aws:elasticache:${this.account}:${arn}:${fields[id]}`;
  }
}

function referencesOf({ references }: Kind, fields: Fields): [Kind, unknown][] {
  return Object.entries(references).flatMap(([attribute, kind]) =>
    [fields[attribute] ?? []].flat().map((id): [Kind, unknown] => [kind, id]),
  );
}
