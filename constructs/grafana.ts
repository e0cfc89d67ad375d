import { type ExternalSecret, externalSecret } from "./external-secret";
import { type GrafanaProvider, type GrafanaSignIn, signInSection } from "./grafana-sign-in";
import type { Manifest } from "./manifests";
import { observability } from "./observability";
import { targetGroupBinding } from "./target-group-binding";

export interface GrafanaProps {
  /** Under which people open it, without a slash at its end. */
  readonly url: string;
  /** Minutes after which somebody signs in again, used or not. */
  readonly sessionMinutes: number;
  /** @default - nobody signs in, because only who may forward a port gets here */
  readonly signIn?: { readonly provider: GrafanaProvider; readonly application: GrafanaSignIn };
}

/** How people reach Grafana. */
export type GrafanaExposure =
  | { readonly exposure: "port-forward" }
  | {
      readonly exposure: "load-balancer";
      readonly domain: string;
      readonly signIn: GrafanaSignIn & { readonly provider: GrafanaProvider["kind"] };
    };

/** Address at the near end of a forwarded port. */
const FORWARDED_URL = `http://localhost:${observability.grafana.port}`;

/** Kubernetes Secret with the client secret. */
const SIGN_IN_SECRET = "grafana-sign-in";
const KEY = "client-secret";

/** What an exposure means for Grafana.
 *  @throws when it signs in at a provider that is not there */
export function grafanaProps(
  grafana: GrafanaExposure,
  providers: readonly GrafanaProvider[],
  { sessionMinutes }: Pick<GrafanaProps, "sessionMinutes">,
): GrafanaProps {
  if (grafana.exposure === "port-forward") return { url: FORWARDED_URL, sessionMinutes };
  const { domain, signIn: application } = grafana;
  const provider = providers.find(({ kind }) => kind === application.provider);
  if (!provider)
    throw new Error(`grafana signs in at '${application.provider}', which is not in 'sso'; add it`);
  return { url: `https://${domain}`, sessionMinutes, signIn: { provider, application } };
}

/** Grafana's part of the values of kube-prometheus-stack; what is the same everywhere stands in
 *  `charts-values/kube-prometheus-stack.yaml`. */
export function grafanaValues({
  url,
  sessionMinutes,
  signIn,
}: GrafanaProps): Readonly<Record<string, unknown>> {
  const minutes = `${sessionMinutes}m`;
  const server = { root_url: url };
  const auth = {
    login_maximum_lifetime_duration: minutes,
    login_maximum_inactive_lifetime_duration: minutes,
  };
  if (!signIn)
    return {
      "grafana.ini": {
        server,
        auth,
        security: { cookie_secure: false },
        // Kubernetes has asked already. An editor may explore; what one changes is gone with the pod.
        "auth.anonymous": { enabled: true, org_role: "Editor", hide_version: true },
      },
    };
  const { name, settings } = signInSection(signIn.provider, signIn.application);
  return {
    "grafana.ini": { server, auth, security: { cookie_secure: true }, [`auth.${name}`]: settings },
    envValueFrom: {
      [`GF_AUTH_${name.toUpperCase()}_CLIENT_SECRET`]: { secretKeyRef: { name: SIGN_IN_SECRET, key: KEY } },
    },
  };
}

/** Address to enter at the identity provider as redirect or callback URL, to the letter; nothing without sign-in. */
export function grafanaCallbackUrl({ url, signIn }: GrafanaProps): string | undefined {
  return signIn && `${url}/login/${signInSection(signIn.provider, signIn.application).name}`;
}

/** The Secret of its application at the identity provider, where people sign in. */
export function grafanaSecrets({ signIn }: Pick<GrafanaProps, "signIn">): ExternalSecret[] {
  if (!signIn) return [];
  const { namespace } = observability;
  const data = { [KEY]: { secretArn: signIn.application.clientSecretArn } };
  return [externalSecret({ name: SIGN_IN_SECRET, namespace, data })];
}

/** Sends the load balancer's requests for Grafana's host to its pod. */
export function grafanaTraffic(targetGroupArn: string): Manifest {
  const { namespace, name } = observability;
  const serviceRef = { name: `${name}-grafana`, port: "http-web" };
  return targetGroupBinding({ name: "grafana", namespace, serviceRef, targetGroupArn });
}
