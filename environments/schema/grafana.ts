import { z } from "zod";
import { edge } from "./edge";
import { dnsName, listOf, secretArn, text } from "./fields";
import { ANY_ADDRESS, address, anyClientId, secretExpiry } from "./sso-fields";

/** A group, as the identity provider calls it: an object id at Entra ID, an address at Google, `@org/team` at GitHub, a
 *  path at GitLab. */
const group = text(
  /^(?!\s)[^"'`\\#;{}]{1,198}$/,
  "must be the name of a group, without quotes, backslashes, braces, '#' and ';', which Grafana would read as its own",
);

const endpoint = address(ANY_ADDRESS, "must be an address such as 'https://login.example.com/oauth2/token'");

/** How people sign in to Grafana: as an application of its own at one of the providers of `sso`. */
const signIn = z.strictObject({
  /** Kind of the provider, as it stands in `sso`. */
  provider: z.enum([
    "auth0",
    "authentik",
    "cognito",
    "entra-id",
    "github",
    "github-enterprise",
    "gitlab",
    "google",
    "jumpcloud",
    "keycloak",
    "oidc",
    "okta",
    "onelogin",
    "workos",
  ]),
  /** Of an application other than Langfuse's, so that one can be withdrawn without the other. */
  clientId: anyClientId,
  /** The client secret, as the whole value of a secret under `langfuse-<environment>/`. */
  clientSecretArn: secretArn,
  /** As in `sso`; a date at Entra ID.
   *  @default "never" */
  clientSecretExpires: secretExpiry.default("never"),
  /** Addresses of the provider, of the kinds `oidc` and `cognito` only: Grafana asks for each, and they are not to be told
   *  from the issuer. */
  endpoints: z.strictObject({ authorization: endpoint, token: endpoint, userInfo: endpoint }).optional(),
  /** Claim in which the provider names groups.
   *  @default "groups"; Cognito's is "cognito:groups" */
  groupsClaim: text(/^[\w:./-]{1,120}$/, "must be the name of a claim").default("groups"),
  /** Who sees the dashboards: everybody whom the provider lets through, or the members of some groups. */
  viewers: z.union([z.literal("everybody"), listOf(group).min(1)], {
    error: "must be 'everybody' or a list of groups",
  }),
  /** Groups whose members may also ask questions of their own. */
  editors: listOf(group),
});

/** Who sees the dashboards, and from where. */
export const grafana = z.discriminatedUnion("exposure", [
  /** Only through the cluster's API, by `kubectl port-forward`: IAM says who. Whoever gets there is not asked again. */
  z.strictObject({ exposure: z.literal("port-forward") }),
  /** Beside Langfuse on its load balancer, for the networks of `edge.interfaceAllowList`, with single sign-on and nothing
   *  else. */
  z.strictObject({
    exposure: z.literal("load-balancer"),
    /** A host name of its own, so that a cookie of the one is never sent to the other. */
    domain: dnsName,
    certificate: edge.shape.certificate,
    signIn,
  }),
]);
