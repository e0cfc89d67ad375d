import { z } from "zod";
import { listOf, secretArn, text } from "./fields";

/** An address at an identity provider; a slash at its end would make another issuer of it. */
export const address = (shape: RegExp, form: string) =>
  z.string({ error: form }).superRefine((value, context) => {
    const message = addressProblem(value, shape, form);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });

function addressProblem(value: string, shape: RegExp, form: string): string | undefined {
  if (!value.startsWith("https://")) return "must start with 'https://': a client secret travels there";
  if (value.endsWith("/")) return "must not end with '/'";
  return shape.test(value) ? undefined : form;
}

/** Any address without a query: of an own instance, whose path nobody can foresee. */
export const ANY_ADDRESS = /^https:\/\/[^/?#\s]+(\/[^/?#\s]+)*$/;

/** Shapes of client secrets that are easily taken for the id beside them: Google, WorkOS, GitLab, GitHub. */
const SECRET_SHAPE = /^(GOCSPX-|sk_|gloas-)|^[0-9a-f]{40}$/;

/** Public name of Langfuse at the provider. The report hides a wrong one, because it may be the secret. */
export const clientId = (shape: RegExp, form: string) =>
  z.string({ error: form }).superRefine((value, context) => {
    const message = SECRET_SHAPE.test(value) ? CONFUSED : shape.test(value) ? undefined : form;
    if (message !== undefined) context.addIssue({ code: "custom", message, params: { hidden: true } });
  });

const CONFUSED =
  "looks like a client secret; write the id here, and replace the secret if this file was committed";

/** A client id of which no provider promises more. */
export const anyClientId = clientId(/^\S+$/, "must be the client id that the provider shows, without spaces");

/** An id of Entra ID. */
export const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const day = z.iso.date({
  error:
    "must be the last day of the client secret, such as '2027-03-01', as the provider shows it beside the secret",
});

/** The last day on which a client secret is good; who is on call hears of it a month before. */
export const secretExpiry = z.union([day, z.literal("never")], {
  error: "must be the last day of the client secret, such as '2027-03-01', or 'never'",
});

/** The same, at a provider that gives no secret for ever. */
export const certainSecretExpiry = day;

/** What every provider needs. */
export const client = {
  clientId: anyClientId,
  /** The client secret, as the whole value of a secret under `langfuse-<environment>/`. */
  clientSecretArn: secretArn,
  /** @default "never"; most providers' secrets are good until somebody replaces them */
  clientSecretExpires: secretExpiry.default("never"),
  /** Let whom the provider vouches for take over the account with the same e-mail address, such as the first owner's.
   *  Only for providers that prove addresses: who can choose an address there can become anybody here. */
  linkAccountsByEmail: z.boolean(),
};

/** A provider of OAuth 2, in whichever dialect. */
export const oauth = {
  ...client,
  /** Proofs that the answer to a login belongs to its question.
   *  @default PKCE and state; who knows neither ignores them */
  checks: listOf(z.enum(["pkce", "state", "nonce"]))
    .min(1, "must name at least one of 'pkce', 'state' and 'nonce', or logins can be forged")
    .default(["pkce", "state"]),
};

/** A provider whose token endpoint can be told how to expect the client secret. */
export const oidc = {
  ...oauth,
  /** @default the `Authorization` header, as OpenID Connect prefers */
  clientAuthMethod: z.enum(["client_secret_basic", "client_secret_post"]).default("client_secret_basic"),
};

/** Signature of id tokens, where the provider's administrator chooses it. */
export const idTokenAlgorithm = z
  .enum(["RS256", "RS512", "PS256", "ES256", "ES384", "ES512"])
  .default("RS256");

/** Text of the button on the sign-in page. */
export const buttonName = text(
  /^\S.{0,38}\S$/,
  "must be 2 to 40 characters, for the button on the sign-in page",
);

/** What Langfuse asks the provider to tell. */
export const scopes = listOf(text(/^[\w.:/-]+$/, "must be a scope such as 'openid'"))
  .refine((list) => list.includes("openid") && list.includes("email"), {
    error: "must contain 'openid' and 'email': Langfuse knows people by their e-mail address",
  })
  .default(["openid", "email", "profile"]);
