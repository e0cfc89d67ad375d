import type { Statement } from "../../constructs/policy";
import { asObject, KEPT, type TemplateResource } from "./cloudformation";

/** A key that outlives its stack: without it nothing can be read that it has encrypted.
 *  @param statements for whoever is in another account; principals of this one need only IAM */
export function keptKey(
  description: string,
  { accountId }: { readonly accountId: string },
  statements: readonly Statement[] = [],
): TemplateResource {
  return {
    Type: "AWS::KMS::Key",
    ...KEPT,
    Properties: {
      Description: description,
      EnableKeyRotation: true,
      PendingWindowInDays: 30,
      KeyPolicy: asObject([
        {
          // Without it nobody can administer the key, not even AWS support; it lets IAM policies decide.
          sid: "AccountAdministration",
          principal: { AWS: `arn:aws:iam::${accountId}:root` },
          actions: ["kms:*"],
          resources: ["*"],
        },
        ...statements,
      ]),
    },
  };
}
