import { Construct } from "constructs";
import type { WebSettings } from "./pod-environment";
import { callbackUrl, cognitoIssuer, type SsoKind, type SsoProvider, ssoSettings } from "./sso";
import { UserPool } from "./user-pool";

/** Amazon Cognito: a pool of our own, or one that is there already. */
export interface CognitoProvider {
  readonly kind: "cognito";
  readonly linkAccountsByEmail: boolean;
  readonly pool:
    | { readonly kind: "create"; readonly domainPrefix: string }
    | {
        readonly kind: "existing";
        readonly id: string;
        readonly clientId: string;
        readonly clientSecretArn: string;
      };
}

/** An identity provider, as an environment states it. */
export type SignInProvider = CognitoProvider | (SsoProvider & { readonly kind: Exclude<SsoKind, "cognito"> });

export interface SingleSignOnProps {
  readonly providers: readonly SignInProvider[];
  /** Host name under which people open Langfuse. */
  readonly domain: string;
  /** Of the user pool, where one is created. */
  readonly poolName: string;
  /** Refuse to delete the user pool, where one is created. */
  readonly protect: boolean;
}

/** Everything between the identity providers and Langfuse, with a user pool of our own where one is asked for. */
export class SingleSignOn extends Construct {
  readonly settings: WebSettings;
  /** Address to enter at each provider as redirect or callback URL, to the letter. */
  readonly callbackUrls: readonly { readonly kind: SsoKind; readonly url: string }[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SingleSignOnProps,
  ) {
    super(scope, id);
    const { providers, domain } = props;
    this.settings = ssoSettings(
      providers.map((provider) => (provider.kind === "cognito" ? this.cognito(provider) : provider)),
    );
    this.callbackUrls = providers.map(({ kind }) => ({ kind, url: callbackUrl(kind, domain) }));
  }

  private cognito({ kind, linkAccountsByEmail, pool }: CognitoProvider): SsoProvider {
    if (pool.kind === "existing") {
      const { id, clientId, clientSecretArn } = pool;
      return { kind, linkAccountsByEmail, issuer: cognitoIssuer(id), clientId, clientSecretArn };
    }
    const { client } = new UserPool(this, "user-pool", {
      name: this.props.poolName,
      domainPrefix: pool.domainPrefix,
      callbackUrl: callbackUrl(kind, this.props.domain),
      protect: this.props.protect,
    });
    return { kind, linkAccountsByEmail, ...client };
  }
}
