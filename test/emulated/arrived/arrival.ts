import type { Environment } from "../../../environments/schema";
import type { Aws } from "../support/aws";

/** One thing that must be so in the account, asked over the AWS API and not of Terraform. */
export interface Arrival {
  /** What is so, as the report prints it. */
  readonly name: string;
  /** Throws when it is not so. */
  readonly check: (aws: Aws, environment: Environment) => Promise<void>;
}
