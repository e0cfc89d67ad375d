import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { SingleSignOn } from "./single-sign-on";

export interface SignInOutputsProps {
  readonly region: string;
  readonly callbackUrls: SingleSignOn["callbackUrls"];
  /** Secret with the first owner's password. */
  readonly ownerPasswordArn: string;
}

/** Tells people how they get in: what to enter at the identity provider, and where the first owner's password is. */
export function signInOutputs(scope: Construct, props: SignInOutputsProps): void {
  const { region, callbackUrls, ownerPasswordArn } = props;
  for (const { kind, url } of callbackUrls)
    new TerraformOutput(scope, `callback-url-${kind}`, {
      value: url,
      description: `Redirect or callback URL to enter at ${kind}, to the letter`,
    });
  new TerraformOutput(scope, "first-sign-in-command", {
    value: `aws secretsmanager get-secret-value --region ${region} --secret-id ${ownerPasswordArn} --query SecretString --output text`,
    description: "Prints the password with which Langfuse created its first owner",
  });
}
