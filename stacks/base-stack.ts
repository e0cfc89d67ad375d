import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import {
  Aspects,
  DefaultTokenResolver,
  S3Backend,
  StringConcat,
  TerraformElement,
  TerraformStack,
  Token,
  Tokenization,
} from "cdktf";
import type { Construct, Node } from "constructs";
import { bootstrapNames } from "../constructs/bootstrap-names";
import { ownTags } from "../constructs/own-tags";
import { ProviderOf } from "../constructs/provider-of";
import { RoleBoundary } from "../constructs/role-boundary";
import type { Environment } from "../environments/schema";

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** One deployable unit of one environment: its provider, its state object, its names. */
export abstract class BaseStack extends TerraformStack {
  /** First part of every physical name, for example `langfuse-prod`. */
  protected readonly prefix: string;
  private readonly addresses = new Map<string, string>();
  private readonly prepared = new Set<unknown>();

  protected constructor(
    scope: Construct,
    protected readonly environment: Environment,
    subject: string,
  ) {
    super(scope, `${environment.name}-${subject}`);
    const { name, region } = environment;
    this.prefix = `langfuse-${name}`;
    const { stateBucket, stateKeyAliasArn, boundaryArn } = bootstrapNames(this.prefix, environment);
    // Ephemeral values and write-only arguments need 1.11; cdktf has no typed argument for it.
    this.addOverride("terraform.required_version", ">= 1.11.0");
    this.provider("aws", { region });
    const backend = new S3Backend(this, {
      bucket: stateBucket,
      key: `${name}/${subject}.tfstate`,
      region,
      encrypt: true,
      kmsKeyId: stateKeyAliasArn,
    });
    // The lock is a second object beside the state; cdktf 0.21 has no typed argument for it.
    backend.addOverride("use_lockfile", true);
    Aspects.of(this).add(new RoleBoundary(boundaryArn));
  }

  /** Makes whatever is below a scope in another region. The provider for it is called as the scope and not as the region,
   *  because state remembers that name. */
  protected makeIn(region: string, scope: Construct): void {
    const { id } = scope.node;
    Aspects.of(scope).add(new ProviderOf(this.provider(`aws-${id}`, { region, alias: id })));
  }

  private provider(id: string, place: Pick<AwsProviderConfig, "region" | "alias">): AwsProvider {
    const { name, accountId, tags } = this.environment;
    return new AwsProvider(this, id, {
      ...place,
      allowedAccountIds: [accountId],
      defaultTags: [{ tags: { ...ownTags(name), ...tags } }],
    });
  }

  /** Finds references to other stacks. cdktf resolves everything for it, and again to write it; only a token can hold one,
   *  and one look at each is enough. */
  override prepareStack(): void {
    for (const child of this.node.findAll())
      if (TerraformElement.isTerraformElement(child)) this.prepare(child.toTerraform());
  }

  private prepare(value: unknown): void {
    if (this.prepared.has(value)) return;
    this.prepared.add(value);
    if (typeof value === "string") {
      for (const token of Tokenization.reverseString(value).tokens) this.prepare(token);
    } else if (Token.isUnresolved(value)) {
      Tokenization.resolve(value, { scope: this, resolver: RESOLVER, preparing: true });
    } else if (typeof value === "object" && value !== null) {
      for (const part of Object.values(value)) this.prepare(part);
    }
  }

  /** Terraform addresses are construct paths joined by `_`, without a hash, so that plans and runbooks can name them.
   *  @throws when two constructs would share one address, because Terraform would silently keep one of them */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const ids = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    const address = ids
      .join("_")
      .replace(/^cross-stack-(output|reference-input)-/, "")
      .replace(/\W+/g, "_");
    const owner = this.addresses.get(address) ?? node.path;
    if (owner !== node.path)
      throw new Error(`'${owner}' and '${node.path}' share the Terraform name '${address}'; rename one`);
    this.addresses.set(address, node.path);
    return address;
  }
}
