import type { SsoKind } from "./sso";

/** What Grafana has to know of an identity provider, beside its own application there. */
export interface GrafanaProvider {
  readonly kind: SsoKind;
  readonly issuer?: string;
  readonly tenantId?: string;
  readonly baseUrl?: string;
  readonly url?: string;
  readonly name?: string;
  readonly allowedDomains?: readonly string[];
  readonly scopes?: readonly string[];
}

/** Grafana's application at a provider, and who may do what. */
export interface GrafanaSignIn {
  readonly clientId: string;
  readonly clientSecretArn: string;
  /** @default - they follow from the provider */
  readonly endpoints?: {
    readonly authorization: string;
    readonly token: string;
    readonly userInfo: string;
  };
  readonly groupsClaim: string;
  readonly viewers: "everybody" | readonly string[];
  /** May also ask questions of their own. */
  readonly editors: readonly string[];
}

/** A section of `grafana.ini`. */
export interface SignInSection {
  /** Grafana's name of the provider: `auth.<name>`, and `GF_AUTH_<NAME>_…` as variables. */
  readonly name: "azuread" | "generic_oauth" | "github" | "gitlab" | "google" | "okta";
  readonly settings: Readonly<Record<string, string | boolean>>;
}

/** How a provider is configured in Grafana 13: by its own connector where there is one, which knows how to ask for groups,
 *  and else by the generic one.
 *  https://grafana.com/docs/grafana/v13.2/setup-grafana/configure-access/configure-authentication (2026-11) */
export function signInSection(provider: GrafanaProvider, signIn: GrafanaSignIn): SignInSection {
  const { name, settings } = connector(provider, signIn);
  const { clientId, viewers, editors } = signIn;
  return {
    name,
    settings: {
      enabled: true,
      // One way in: nobody chooses at three in the morning.
      auto_login: true,
      allow_sign_up: true,
      client_id: clientId,
      use_pkce: true,
      // Without a role nobody comes in.
      role_attribute_strict: true,
      org_mapping: JSON.stringify([
        ...(viewers === "everybody" ? ["*"] : viewers.map(escaped)).map((group) => `${group}:1:Viewer`),
        ...editors.map((group) => `${escaped(group)}:1:Editor`),
      ]),
      ...settings,
    },
  };
}

/** A colon separates a group from what it maps to. */
function escaped(group: string): string {
  return group.replaceAll(":", "\\:");
}

const OPENID = ["openid", "email", "profile"];

function connector(provider: GrafanaProvider, signIn: GrafanaSignIn): SignInSection {
  const { issuer = "", tenantId, baseUrl, url, allowedDomains = [] } = provider;
  const scopes = (...list: readonly string[]) => ({ scopes: list.join(" ") });
  switch (provider.kind) {
    case "okta": {
      // An organization's own server has no name in its address.
      const server = issuer.includes("/oauth2/") ? issuer : `${issuer}/oauth2`;
      const addresses = endpoints(`${server}/v1`, "/authorize", "/token", "/userinfo");
      return { name: "okta", settings: { ...addresses, ...scopes(...OPENID, "groups"), ...groups(signIn) } };
    }
    case "entra-id": {
      const server = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0`;
      const { auth_url, token_url } = endpoints(server, "/authorize", "/token", "");
      const settings = { auth_url, token_url, client_authentication: "client_secret_post" };
      return {
        name: "azuread",
        settings: { ...settings, allowed_organizations: `${tenantId}`, ...scopes(...OPENID) },
      };
    }
    case "google":
      return {
        name: "google",
        settings: {
          allowed_domains: allowedDomains.join(" "),
          ...scopes(...OPENID, ...(needsGroups(signIn) ? [GOOGLE_GROUPS] : [])),
        },
      };
    case "github":
      return { name: "github", settings: scopes("user:email", "read:org") };
    case "github-enterprise": {
      const addresses = endpoints(
        `${baseUrl}`,
        "/login/oauth/authorize",
        "/login/oauth/access_token",
        "/api/v3/user",
      );
      return { name: "github", settings: { ...addresses, ...scopes("user:email", "read:org") } };
    }
    case "gitlab":
      return {
        name: "gitlab",
        settings: {
          ...endpoints(`${url}`, "/oauth/authorize", "/oauth/token", "/api/v4"),
          ...scopes(...OPENID),
        },
      };
    default:
      return { name: "generic_oauth", settings: generic(provider, signIn) };
  }
}

/** Google names groups only to whom it is allowed. */
const GOOGLE_GROUPS = "https://www.googleapis.com/auth/cloud-identity.groups.readonly";

function needsGroups({ viewers, editors }: GrafanaSignIn): boolean {
  return viewers !== "everybody" || editors.length > 0;
}

function generic(provider: GrafanaProvider, signIn: GrafanaSignIn): SignInSection["settings"] {
  const { kind, name = kind, scopes = OPENID } = provider;
  return { name, ...genericEndpoints(provider, signIn), scopes: scopes.join(" "), ...groups(signIn) };
}

/** @throws when a provider's addresses do not follow from its kind and none are named */
function genericEndpoints({ kind, issuer = "" }: GrafanaProvider, { endpoints: named }: GrafanaSignIn) {
  if (named) return { auth_url: named.authorization, token_url: named.token, api_url: named.userInfo };
  switch (kind) {
    case "auth0":
      return endpoints(issuer, "/authorize", "/oauth/token", "/userinfo");
    case "authentik":
      // Its applications share one set of addresses, beside theirs.
      return endpoints(issuer.slice(0, issuer.lastIndexOf("/")), "/authorize/", "/token/", "/userinfo/");
    case "jumpcloud":
      return endpoints(issuer, "/oauth2/auth", "/oauth2/token", "/userinfo");
    case "keycloak":
      return endpoints(`${issuer}/protocol/openid-connect`, "/auth", "/token", "/userinfo");
    case "onelogin":
      return endpoints(`${issuer}/oidc/2`, "/auth", "/token", "/me");
    default:
      throw new Error(
        `the addresses of provider '${kind}' are not known; name them in 'grafana.signIn.endpoints'`,
      );
  }
}

function endpoints(server: string, authorization: string, token: string, userInfo: string) {
  return { auth_url: server + authorization, token_url: server + token, api_url: server + userInfo };
}

/** A path into the claims. A name with dots or colons is quoted for the path, and those quotes for `grafana.ini`. */
function groups({ groupsClaim }: GrafanaSignIn) {
  const plain = /^\w+$/.test(groupsClaim);
  return { org_attribute_path: plain ? groupsClaim : `\`"${groupsClaim}"\`` };
}
