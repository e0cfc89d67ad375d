import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { synthesizeConstruct } from "../support/construct";
import { ofType } from "../support/terraform-json";

it("reaches a role at any depth, without the construct knowing", () => {
  const json = synthesizeConstruct((stack) => {
    new IamRole(new Construct(stack, "deep"), "role", { assumeRolePolicy: "{}" });
  });
  expect(ofType(json, "aws_iam_role")).toMatchObject([
    {
      arguments: {
        permissions_boundary: expect.stringMatching(/^arn:aws:iam::\d{12}:policy\/langfuse-[\w-]+-boundary$/),
      },
    },
  ]);
});
