import { CognitoManagedLoginBranding } from "@cdktf/provider-aws/lib/cognito-managed-login-branding";
import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { Construct } from "constructs";

/** An application that a user pool knows. It is public: it has an id and no secret. */
export interface UserPoolClient {
  /** Address under which the pool's OpenID configuration answers. */
  readonly issuer: string;
  readonly clientId: string;
}

export interface UserPoolProps {
  readonly name: string;
  /** First part of the sign-in page's host name; unique in the region, over all accounts. */
  readonly domainPrefix: string;
  /** The one address to which a login may return. */
  readonly callbackUrl: string;
  /** Refuse to delete the pool, and with it everybody's account. */
  readonly protect: boolean;
}

/** People's accounts, for who has no identity provider: made by an administrator, with a second factor, and a sign-in
 *  page that AWS runs. The application is a public client, which proves itself by PKCE: a confidential one would have a
 *  secret that AWS makes up and Terraform keeps in its state, and that External Secrets cannot read from Cognito.
 *  Cost: none up to 10,000 people a month (aws.amazon.com/cognito/pricing, plan Essentials). */
export class UserPool extends Construct {
  readonly id: string;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, props: UserPoolProps) {
    super(scope, id);
    const pool = this.pool(props);
    const client = this.publicClient(pool.id, props.callbackUrl);
    this.signInPage(pool.id, client.id, props.domainPrefix);
    this.id = pool.id;
    this.client = { issuer: `https://${pool.endpoint}`, clientId: client.id };
  }

  private pool({ name, protect }: UserPoolProps): CognitoUserPool {
    return new CognitoUserPool(this, "pool", {
      name,
      userPoolTier: "ESSENTIALS",
      deletionProtection: protect ? "ACTIVE" : "INACTIVE",
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      // Langfuse knows people by their address: nobody may take another's by writing it into a profile.
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      accountRecoverySetting: { recoveryMechanism: [{ name: "verified_email", priority: 1 }] },
      mfaConfiguration: "ON",
      softwareTokenMfaConfiguration: { enabled: true },
      passwordPolicy: {
        minimumLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
        temporaryPasswordValidityDays: 3,
      },
      lifecycle: { preventDestroy: protect },
    });
  }

  private publicClient(userPoolId: string, callbackUrl: string): CognitoUserPoolClient {
    return new CognitoUserPoolClient(this, "client", {
      userPoolId,
      name: "langfuse",
      generateSecret: false,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: ["openid", "email", "profile"],
      callbackUrls: [callbackUrl],
      supportedIdentityProviders: ["COGNITO"],
      explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      readAttributes: ["email", "email_verified", "name"],
      // Without the address, for the reason that stands at the pool.
      writeAttributes: ["name"],
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
      // Langfuse keeps the tokens of a login and never uses them again: Cognito's shortest times.
      accessTokenValidity: 5,
      idTokenValidity: 5,
      refreshTokenValidity: 60,
      tokenValidityUnits: [{ accessToken: "minutes", idToken: "minutes", refreshToken: "minutes" }],
    });
  }

  private signInPage(userPoolId: string, clientId: string, domain: string): void {
    new CognitoUserPoolDomain(this, "domain", { userPoolId, domain, managedLoginVersion: 2 });
    // Without a style, even AWS's own, the page of version 2 is not served.
    new CognitoManagedLoginBranding(this, "style", { userPoolId, clientId, useCognitoProvidedValues: true });
  }
}
