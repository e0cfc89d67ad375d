import type { SuppliedSecret } from "./alerting-rules";
import type { Environment } from "./index";
import type { Problem } from "./report";
import type { Rule } from "./rules";

/** What Grafana needs beside sound fields. */
export const grafanaRules: readonly Rule[] = [
  domainIsItsOwn,
  certificateIsUsable,
  providerIsThere,
  providerIsKnownToGrafana,
  endpointsAreNamedWhereNeeded,
  strangersSeeNoDashboard,
  expiryIsKnown,
];

function* domainIsItsOwn({ grafana, edge: { domain, zone } }: Environment): Iterable<Problem> {
  if (grafana.exposure === "port-forward") return;
  const path = ["grafana", "domain"];
  if (grafana.domain === domain)
    yield { path, message: "is Langfuse's own; take another one such as 'grafana.langfuse.example.com'" };
  // Below it the deploy role may write records.
  const parent = zone.kind === "create" ? zone.name : domain;
  if (!grafana.domain.endsWith(`.${parent}`))
    yield { path, message: `must end with '.${parent}', because only there a deployment may write records` };
}

function* certificateIsUsable({ accountId, region, grafana }: Environment): Iterable<Problem> {
  if (grafana.exposure === "port-forward" || grafana.certificate.kind === "create") return;
  const [, , , itsRegion, itsAccount] = grafana.certificate.arn.split(":");
  if (itsRegion !== region || itsAccount !== accountId)
    yield {
      path: ["grafana", "certificate", "arn"],
      message: `is of account ${itsAccount} in ${itsRegion}; the load balancer uses those of ${accountId} in ${region}`,
    };
}

function* providerIsThere({ grafana, sso }: Environment): Iterable<Problem> {
  if (grafana.exposure === "port-forward") return;
  if (!sso.some(({ kind }) => kind === grafana.signIn.provider))
    yield {
      path: ["grafana", "signIn", "provider"],
      message: "is not in sso; name one that is, or set exposure to 'port-forward'",
    };
}

function* providerIsKnownToGrafana({ grafana, sso }: Environment): Iterable<Problem> {
  if (grafana.exposure === "port-forward") return;
  const path = ["grafana", "signIn", "provider"];
  const provider = sso.find(({ kind }) => kind === grafana.signIn.provider);
  if (provider?.kind === "workos")
    yield {
      path,
      message:
        "speaks no OpenID Connect with Grafana; write its AuthKit as kind 'oidc', or set exposure to 'port-forward'",
    };
  if (provider?.kind === "cognito" && provider.pool.kind === "create")
    yield {
      path,
      message:
        "is a pool of our own, which has public clients only, and Grafana's must have a secret; set exposure to " +
        "'port-forward', or use a provider of your own",
    };
}

/** Of the others every address follows from what stands in sso. */
function* endpointsAreNamedWhereNeeded({ grafana }: Environment): Iterable<Problem> {
  if (grafana.exposure === "port-forward") return;
  const { provider, endpoints } = grafana.signIn;
  const path = ["grafana", "signIn", "endpoints"];
  const needed = provider === "oidc" || provider === "cognito";
  if (needed && !endpoints)
    yield {
      path,
      message: "must name the provider's addresses; its '/.well-known/openid-configuration' shows all three",
    };
  if (!needed && endpoints)
    yield { path, message: `follow from what stands in sso for the kind '${provider}'; remove them` };
}

function* strangersSeeNoDashboard({ grafana, sso }: Environment): Iterable<Problem> {
  if (grafana.exposure === "port-forward" || grafana.signIn.viewers !== "everybody") return;
  const provider = sso.find(({ kind }) => kind === grafana.signIn.provider);
  const everybodyRegisters =
    provider?.kind === "github" || (provider?.kind === "gitlab" && provider.url === "https://gitlab.com");
  if (everybodyRegisters)
    yield {
      path: ["grafana", "signIn", "viewers"],
      message: "would be everybody who registers at the provider; list groups, such as '@example/platform'",
    };
}

function* expiryIsKnown({ grafana }: Environment): Iterable<Problem> {
  if (grafana.exposure === "port-forward") return;
  const { provider, clientSecretExpires } = grafana.signIn;
  if (provider === "entra-id" && clientSecretExpires === "never")
    yield {
      path: ["grafana", "signIn", "clientSecretExpires"],
      message: "must be a day at Entra ID, whose secrets all end; 'Certificates & secrets' shows it",
    };
}

/** The secret that Grafana needs. */
export function* grafanaSecrets({ grafana }: Environment): Iterable<SuppliedSecret> {
  if (grafana.exposure === "load-balancer")
    yield { path: ["grafana", "signIn", "clientSecretArn"], arn: grafana.signIn.clientSecretArn };
}
