import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Construct } from "constructs";

/** A password that Secrets Manager holds. */
export interface PasswordSecret {
  readonly arn: string;
  readonly versionId: string;
}

export interface CacheUserProps {
  /** Of the user, of its group and of the stack that makes it; lower case. */
  readonly name: string;
  /** What a client logs in with. */
  readonly username: string;
  readonly password: PasswordSecret;
}

/** Everything but what harms the queue or the server: no FLUSHALL, KEYS, CONFIG, MONITOR, SHUTDOWN or CLIENT KILL. INFO
 *  is granted back, because BullMQ asks it for the version and the eviction policy and ioredis for readiness. */
const ACCESS = "on ~* &* +@all -@dangerous +info";

/** The only user of a Valkey group. A Valkey user group needs no user named `default`, and attaching one switches the
 *  built-in, passwordless default user off (docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html).
 *
 *  CloudFormation makes the user because the AWS provider would keep its password in the state: provider 6.25 has no
 *  write-only argument for it, while CloudFormation resolves the reference to the secret itself, with the rights of
 *  whoever deploys. A rotated secret is a new version id, so the template changes and the user with it; connections that
 *  stand stay, new ones need the new password. */
export class CacheUser extends Construct {
  readonly userGroupId: string;

  constructor(scope: Construct, id: string, { name, username, password }: CacheUserProps) {
    super(scope, id);
    const reference = `{{resolve:secretsmanager:${password.arn}:SecretString:::${password.versionId}}}`;
    const stack = new CloudformationStack(this, "stack", {
      name,
      templateBody: JSON.stringify({
        Description: "A Valkey user, whose password Terraform must not know",
        Resources: {
          User: {
            Type: "AWS::ElastiCache::User",
            Properties: {
              UserId: name,
              UserName: username,
              Engine: "valkey",
              AccessString: ACCESS,
              Passwords: [reference],
            },
          },
        },
      }),
    });
    this.userGroupId = new ElasticacheUserGroup(this, "group", {
      userGroupId: name,
      engine: "valkey",
      userIds: [name],
      dependsOn: [stack],
    }).id;
  }
}
