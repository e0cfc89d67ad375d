import type { SignInProvider } from "./single-sign-on";
import { cognitoIssuer } from "./sso";

/** Where a provider describes itself, as Langfuse 4.16 asks it at every login (next-auth 4.24, `wellKnown` of each
 *  provider); nothing where it speaks plain OAuth, or is a pool of our own, whose id is known after its deployment only. */
export function issuerOf(provider: SignInProvider): string | undefined {
  switch (provider.kind) {
    case "cognito":
      return provider.pool.kind === "existing" ? cognitoIssuer(provider.pool.id) : undefined;
    case "entra-id":
      return `https://login.microsoftonline.com/${provider.tenantId}/v2.0`;
    case "google":
      return "https://accounts.google.com";
    case "onelogin":
      return `${provider.issuer}/oidc/2`;
    default:
      return provider.issuer;
  }
}
