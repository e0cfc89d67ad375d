import { bodyOf, type Call, type Layer, withParameters } from "./call";
import { Client } from "./client";
import { AwsError } from "./query";
import { stackResources } from "./stack-resources";

/** A template as far as the shim reads it. */
interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: User }>>;
}

/** Properties of an `AWS::ElastiCache::User`. */
interface User {
  readonly UserId: string;
  readonly UserName: string;
  readonly Engine: string;
  readonly AccessString: string;
  readonly Passwords: readonly string[];
}

const SECRET = /^\{\{resolve:secretsmanager:(arn:.+):SecretString:[^:]*:[^:]*:([^:]*)\}\}$/;

/** What moto 5.2 does not do for a stack: it skips ElastiCache users, whose passwords are references to secrets, deletes no
 *  role whose policies are attached and no policy of its own, and knows one of the two policies by which a deleted stack keeps something. */
export class CloudFormation {
  /** Identifiers of users, by the name of their stack. */
  private readonly users = new Map<string, readonly string[]>();

  /** @param account - region and account id as ARNs write them, for example `eu-west-1:111111111111` */
  constructor(private readonly account: string) {}

  readonly layer: Layer = async (call, next) => {
    const { service, operation, parameters } = call;
    if (service !== "cloudformation") return next(call);
    const client = new Client(this.account, next);
    // Some operations name the stack by its ARN.
    const stack = (parameters.get("StackName") ?? "").replace(/^arn:.*:stack\/([^/]+)\/.*$/, "$1");
    try {
      if (operation === "CreateStack" || operation === "UpdateStack")
        await this.writeUsers(stack, parameters.get("TemplateBody") ?? "{}", client);
      if (operation === "DeleteStack") {
        await this.deleteUsers(stack, client);
        const policies = await detachedPolicies(stack, client);
        const reply = await next(call);
        for (const PolicyArn of policies) await client.query("iam", "DeletePolicy", { PolicyArn });
        return reply;
      }
    } catch (error) {
      if (error instanceof AwsError) return error.reply;
      throw error;
    }
    return next(keeping(call));
  };

  private async writeUsers(stack: string, template: string, client: Client): Promise<void> {
    const { Resources }: Template = JSON.parse(template);
    const known = this.users.get(stack) ?? [];
    const users = Object.values(Resources).filter(({ Type }) => Type === "AWS::ElastiCache::User");
    for (const { Properties } of users) {
      const { Passwords, ...properties } = Properties;
      const passwords = Passwords.map(async (reference, index) => [
        `Passwords.member.${index + 1}`,
        await resolved(reference, client),
      ]);
      const action = known.includes(properties.UserId) ? "ModifyUser" : "CreateUser";
      await client.query("elasticache", action, {
        ...properties,
        ...Object.fromEntries(await Promise.all(passwords)),
      });
    }
    this.users.set(
      stack,
      users.map(({ Properties }) => Properties.UserId),
    );
  }

  private async deleteUsers(stack: string, client: Client): Promise<void> {
    for (const UserId of this.users.get(stack) ?? [])
      await client.query("elasticache", "DeleteUser", { UserId });
    this.users.delete(stack);
  }
}

/** `RetainExceptOnCreate` differs from `Retain` only where the creation of a stack fails. */
function keeping(call: Call): Call {
  const template = call.parameters.get("TemplateBody");
  if (!template) return call;
  const parameters = new URLSearchParams(call.parameters);
  parameters.set("TemplateBody", template.replaceAll('"RetainExceptOnCreate"', '"Retain"'));
  return withParameters(call, parameters);
}

/** Takes the policies of a stack's roles away; a stack that is gone has none.
 *  @returns the stack's own policies */
async function detachedPolicies(StackName: string, client: Client): Promise<string[]> {
  const resources = await stackResources(StackName, client);
  const idsOf = (wanted: string) =>
    resources.filter(({ type }) => type === wanted).map(({ physicalId }) => physicalId);
  for (const RoleName of idsOf("AWS::IAM::Role")) {
    const attached = await client.query("iam", "ListAttachedRolePolicies", { RoleName });
    for (const [, PolicyArn = ""] of attached.body.toString().matchAll(/<PolicyArn>(.*?)<\/PolicyArn>/g))
      await client.query("iam", "DetachRolePolicy", { RoleName, PolicyArn });
  }
  return idsOf("AWS::IAM::ManagedPolicy");
}

/** What a reference to a secret stands for; a missing secret or version refuses the stack. */
async function resolved(reference: string, client: Client): Promise<string> {
  const [, SecretId, VersionId] = SECRET.exec(reference) ?? [];
  if (SecretId === undefined) throw new AwsError("ValidationError", "a password is no reference to a secret");
  return String(
    bodyOf(await client.json("secretsmanager", "GetSecretValue", { SecretId, VersionId })).SecretString,
  );
}
