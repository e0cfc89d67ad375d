import { alertingSecrets, type SuppliedSecret } from "./alerting-rules";
import { grafanaSecrets } from "./grafana-rules";
import type { Environment } from "./index";
import type { Problem } from "./report";
import type { Rule } from "./rules";

type Provider = Environment["sso"][number];

/** What must fit together so that the right people can sign in, and nobody else. */
export const signInRules: readonly Rule[] = [
  somebodyCanSignIn,
  newUsersHaveAWayIn,
  ownerCanSignIn,
  enforcedDomainsAreAdmitted,
  kindsAreDistinct,
  publicProvidersAreFenced,
  strangersSeeNothing,
  secretsAreReadable(clientSecrets),
  secretsAreReadable(license),
  secretsAreReadable(alertingSecrets),
  secretsAreReadable(grafanaSecrets),
];

function* somebodyCanSignIn({ sso, access }: Environment): Iterable<Problem> {
  if (sso.length === 0 && !access.passwordLogin)
    yield {
      path: ["access", "passwordLogin"],
      message:
        "must be true while sso is empty, or nobody can sign in; add an identity provider to sso first",
    };
}

function* newUsersHaveAWayIn({ sso, access: { newUsers, passwordLogin } }: Environment): Iterable<Problem> {
  const path = ["access", "newUsers"];
  if (newUsers === "sso-users" && sso.length === 0)
    yield { path, message: "needs an identity provider in sso; without one choose 'anyone' or 'nobody'" };
  if (newUsers === "sso-users" && passwordLogin)
    yield {
      path,
      message:
        "would let strangers register with a password too, because Langfuse has one switch for both; " +
        "set passwordLogin to false, or choose 'anyone' or 'nobody'",
    };
  if (newUsers === "anyone" && !passwordLogin)
    yield { path, message: "is for passwords, and passwordLogin is false; choose 'sso-users' or 'nobody'" };
}

/** Langfuse creates the owner with a password; to it the provider's user of the same address is somebody else. */
function* ownerCanSignIn({ sso, access }: Environment): Iterable<Problem> {
  const { passwordLogin, enforcedSsoDomains, first } = access;
  const domain = domainOf(first.owner.email);
  if (sso.length === 0 || (passwordLogin && !enforcedSsoDomains.includes(domain))) return;
  if (!sso.some((provider) => provider.linkAccountsByEmail && admits(provider, domain)))
    yield {
      path: ["access", "first", "owner", "email"],
      message:
        "could never sign in: Langfuse creates this account with a password, and only a provider that admits the " +
        "address may take it over; set its linkAccountsByEmail to true, or name an owner whom it admits",
    };
}

function* enforcedDomainsAreAdmitted({ sso, access }: Environment): Iterable<Problem> {
  for (const [index, domain] of access.enforcedSsoDomains.entries())
    if (!sso.some((provider) => admits(provider, domain)))
      yield {
        path: ["access", "enforcedSsoDomains", index],
        message: "is refused a password, and no provider in sso admits it; add one or remove the domain",
      };
}

function* kindsAreDistinct({ sso }: Environment): Iterable<Problem> {
  for (const [index, { kind }] of sso.entries())
    if (sso.findIndex((provider) => provider.kind === kind) < index)
      yield {
        path: ["sso", index, "kind"],
        message:
          kind === "oidc"
            ? "is there already, and Langfuse has one place for it; put a broker in front of the two"
            : "is there already, and Langfuse has one place for each kind; write this one as kind 'oidc'",
      };
}

/** GitHub and GitLab vouch for everybody who ever registered there, and Langfuse asks for no organization. */
function* publicProvidersAreFenced({ sso, access, edge }: Environment): Iterable<Problem> {
  if (access.newUsers === "nobody") return;
  const open = edge.interfaceAllowList === "anyone";
  for (const [index, provider] of sso.entries()) {
    const path = ["sso", index, "kind"];
    if (!isPublic(provider)) continue;
    if (access.defaultMembership.kind !== "invited-only")
      yield {
        path,
        message:
          "vouches for everybody who registers there; set access.defaultMembership to 'invited-only', " +
          "or use a provider of your own",
      };
    if (open)
      yield {
        path,
        message:
          "vouches for everybody who registers there; list networks in edge.interfaceAllowList, " +
          "or set access.newUsers to 'nobody' when your people are in",
      };
  }
}

function* strangersSeeNothing({ access, edge }: Environment): Iterable<Problem> {
  const { newUsers, defaultMembership } = access;
  if (
    newUsers === "anyone" &&
    edge.interfaceAllowList === "anyone" &&
    defaultMembership.kind !== "invited-only"
  )
    yield {
      path: ["access", "defaultMembership", "kind"],
      message:
        "would show the first organization to the whole internet; choose 'invited-only', " +
        "or list networks in edge.interfaceAllowList",
    };
}

/** External Secrets reads what lies under the environment's own name, and nothing else. */
function secretsAreReadable(supplied: (environment: Environment) => Iterable<SuppliedSecret>): Rule {
  return function* (environment) {
    const { name, accountId, region } = environment;
    const readable = `arn:aws:secretsmanager:${region}:${accountId}:secret:langfuse-${name}/`;
    for (const { path, arn } of supplied(environment))
      if (!arn.startsWith(readable))
        yield {
          path,
          message: `must begin with '${readable}', because nothing else may be read; copy it there`,
        };
  };
}

function* clientSecrets({ sso }: Environment): Iterable<SuppliedSecret> {
  for (const [index, provider] of sso.entries())
    if (provider.kind !== "cognito")
      yield { path: ["sso", index, "clientSecretArn"], arn: provider.clientSecretArn };
    else if (provider.pool.kind === "existing")
      yield { path: ["sso", index, "pool", "clientSecretArn"], arn: provider.pool.clientSecretArn };
}

function* license({ access: { licenseSecretArn } }: Environment): Iterable<SuppliedSecret> {
  if (licenseSecretArn !== undefined) yield { path: ["access", "licenseSecretArn"], arn: licenseSecretArn };
}

function admits(provider: Provider, domain: string): boolean {
  return provider.kind !== "google" || provider.allowedDomains.includes(domain);
}

function isPublic(provider: Provider): boolean {
  return provider.kind === "github" || (provider.kind === "gitlab" && provider.url === "https://gitlab.com");
}

function domainOf(address: string): string {
  return address.slice(address.indexOf("@") + 1);
}
