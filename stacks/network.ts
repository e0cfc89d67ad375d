import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { Construct } from "constructs";
import type { Environment } from "../environments/schema";
import { BaseStack } from "./base-stack";

/** What everything else stands on: the private network and the public edge. */
export class NetworkStack extends BaseStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, "network");
    new Vpc(this, "vpc", { cidrBlock: environment.network.vpc.cidr });
  }
}
