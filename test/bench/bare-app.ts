import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App, TerraformStack } from "cdktf";

/** The least that a cdktf application can be: what the platform's synth is compared with. */
const app = new App();
const stack = new TerraformStack(app, "bare");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16" });
app.synth();
