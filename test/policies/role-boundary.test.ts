import { bootstrapNames } from "../../constructs/bootstrap-names";
import { bootstrapTemplate } from "../../stacks/bootstrap/template";
import { type IamStatement, listOf, matchesPattern, statementsIn } from "../support/iam";
import { synthesizedStacks } from "../support/platform";
import { ofType, resourcesOf } from "../support/terraform-json";

describe.each(synthesizedStacks())("$name", ({ environment, json }) => {
  it("gives every role the permissions boundary, without which the deploy role may not create it", () => {
    const { boundaryArn } = bootstrapNames(`langfuse-${environment.name}`, environment);
    for (const role of ofType(json, "aws_iam_role"))
      expect(role).toMatchObject({ arguments: { permissions_boundary: boundaryArn } });
  });

  it("names its roles so that the deploy role may create them", () => {
    for (const role of ofType(json, "aws_iam_role"))
      expect(role).toMatchObject({
        arguments: { name: expect.stringMatching(`^langfuse-${environment.name}-`) },
      });
  });

  it("grants its roles nothing that the boundary takes away again", () => {
    const boundary = statementsIn(
      bootstrapTemplate(environment).Resources.Boundary?.Properties.PolicyDocument,
    );
    const ceiling = boundary.filter(({ Effect }) => Effect === "Allow");
    const lost = resourcesOf(json).flatMap(({ address, type, arguments: { policy } }) =>
      typeof policy !== "string" || !policy.startsWith("{")
        ? []
        : statementsIn(policy)
            .filter((statement) => type === "aws_iam_role_policy" || namesRole(statement))
            .filter(({ Effect }) => Effect === "Allow")
            .flatMap(({ Action, Resource = "*" }) => pairs(listOf(Action), listOf(Resource)))
            .filter(([action, resource]) => !ceiling.some((allowed) => covers(allowed, action, resource)))
            .map(([action, resource]) => `${address}: ${action} on ${resource}`),
    );
    expect(lost).toEqual([]);
  });
});

/** A resource policy that names a role is held by the role's boundary, too. */
function namesRole({ Principal }: IamStatement): boolean {
  return JSON.stringify(Principal ?? "").includes("aws_iam_role.");
}

/** Whether a ceiling reaches a grant; of a reference nobody knows the ARN before it is made. */
function covers({ Action, Resource = [] }: IamStatement, action: string, resource: string): boolean {
  const unknown = resource.includes("${") || resource === "*";
  return (
    listOf(Action).some((pattern) => matchesPattern(pattern, action, "i")) &&
    (unknown || listOf(Resource).some((pattern) => matchesPattern(pattern, resource)))
  );
}

function pairs(actions: readonly string[], resources: readonly string[]): (readonly [string, string])[] {
  return actions.flatMap((action) => resources.map((resource) => [action, resource] as const));
}
