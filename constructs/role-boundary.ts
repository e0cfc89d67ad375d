import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { IAspect } from "cdktf";
import type { IConstruct } from "constructs";

/** Gives every IAM role below a scope the same permissions boundary, as default tags reach every resource: no construct
 *  has to remember it, and the deploy role may not create a role without it (`stacks/bootstrap/boundary.ts`). */
export class RoleBoundary implements IAspect {
  constructor(private readonly policyArn: string) {}

  visit(node: IConstruct): void {
    if (node instanceof IamRole) node.permissionsBoundary = this.policyArn;
  }
}
