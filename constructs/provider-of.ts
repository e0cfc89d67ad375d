import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type IAspect, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/** Gives every resource below a scope the same provider, and with it the same region: no construct has to know that it is
 *  made in another one. */
export class ProviderOf implements IAspect {
  constructor(private readonly provider: AwsProvider) {}

  visit(node: IConstruct): void {
    if (node instanceof TerraformResource) node.provider = this.provider;
  }
}
