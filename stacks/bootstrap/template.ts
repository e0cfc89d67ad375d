import type { Statement } from "../../constructs/policy";
import type { Environment } from "../../environments/schema";
import { boundaryStatements } from "./boundary";
import { asObject, type Template, type TemplateResource } from "./cloudformation";
import { reachOf } from "./reach";
import { type DeliveryRole, deployRole, planRole } from "./roles";
import { stateResources } from "./state";

/** Everything that must exist before Terraform can keep state and GitHub can deploy; a pure function. */
export function bootstrapTemplate(environment: Environment): Template {
  const reach = reachOf(environment);
  const { names } = reach;
  return {
    Description: `Terraform state and delivery roles of ${reach.prefix}; made by 'npm run bootstrap'`,
    Resources: {
      ...stateResources(reach),
      ...(environment.delivery.createOidcProvider ? { GithubIdentityProvider: identityProvider() } : {}),
      Boundary: managedPolicy(names.boundary, boundaryStatements(reach)),
      ...roleResources("Deploy", deployRole(reach)),
      ...roleResources("Plan", planRole(reach)),
    },
    Outputs: {
      StateBucket: { Description: "Holds the Terraform state", Value: names.stateBucket },
      DeployRole: { Description: "Assumed by the deployment workflow", Value: names.deployRoleArn },
      PlanRole: { Description: "Assumed by pull requests", Value: names.planRoleArn },
    },
  };
}

/** The name of the CloudFormation stack. */
export function bootstrapStackName(environment: Environment): string {
  return `${reachOf(environment).prefix}-bootstrap`;
}

/** AWS checks GitHub's certificate against its own list of authorities, so no thumbprint is needed. */
function identityProvider(): TemplateResource {
  return {
    Type: "AWS::IAM::OIDCProvider",
    Properties: { Url: "https://token.actions.githubusercontent.com", ClientIdList: ["sts.amazonaws.com"] },
  };
}

function roleResources(id: string, role: DeliveryRole): Record<string, TemplateResource> {
  const policies = Object.entries(role.policies).map(([subject, statements]) => [
    `${id}Policy${subject}`,
    managedPolicy(`${role.name}-${subject.toLowerCase()}`, statements, { Roles: [{ Ref: `${id}Role` }] }),
  ]);
  return {
    [`${id}Role`]: {
      Type: "AWS::IAM::Role",
      Properties: {
        RoleName: role.name,
        Description: role.description,
        AssumeRolePolicyDocument: asObject([role.trust]),
        // A cluster takes a quarter of an hour, a database almost as long.
        MaxSessionDuration: 2 * 60 * 60,
      },
    },
    ...Object.fromEntries(policies),
  };
}

function managedPolicy(
  name: string,
  statements: readonly Statement[],
  properties: Record<string, unknown> = {},
): TemplateResource {
  return {
    Type: "AWS::IAM::ManagedPolicy",
    Properties: { ManagedPolicyName: name, PolicyDocument: asObject(statements), ...properties },
  };
}
