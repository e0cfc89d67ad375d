import { bootstrapNames } from "../../constructs/bootstrap-names";
import { synthesizedStacks } from "../support/platform";
import { ofType } from "../support/terraform-json";

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
});
