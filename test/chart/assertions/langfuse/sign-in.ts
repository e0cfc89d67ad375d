import type { Container } from "kubernetes-types/core/v1";
import { type Assertion, isLangfuse } from "../../assertion";
import { langfuseProgram, textOf, variable } from "../../langfuse";
import langfuse from "../../langfuse-env-4.16.json";

/** Callbacks go to the public address; the chart's default is localhost. */
export const publicAddress: Assertion = {
  name: "sign-in returns to the public address",
  concerns: isLangfuse,
  problems: ({ objects }, { environment: { edge } }) => {
    const url = textOf(langfuseProgram(objects, "web").container, "NEXTAUTH_URL");
    return url === `https://${edge.domain}` ? [] : [`NEXTAUTH_URL is '${url}', not 'https://${edge.domain}'`];
  },
};

/** Langfuse leaves a provider out in silence when one of its variables is missing. */
export const offeredProviders: Assertion = {
  name: "the sign-in page offers every identity provider of the environment, and no other",
  concerns: isLangfuse,
  problems: ({ objects }, { environment: { sso } }) => {
    const { container } = langfuseProgram(objects, "web");
    const wanted = langfuse.providers.filter((names) => names.some((name) => variable(container, name)));
    const missing = wanted.flat().filter((name) => !variable(container, name));
    return [
      ...missing.map((name) => `${name} is missing, so that its provider is not offered`),
      ...(wanted.length === sso.length
        ? []
        : [`${wanted.length} providers are set up, the environment names ${sso.length}`]),
    ];
  },
};

/** Whoever signs in by SSO for the first time signs up. */
export const openToFirstLogin: Assertion = {
  name: "people can sign in: by SSO also for the first time, or with a password",
  concerns: isLangfuse,
  problems: ({ objects }, { environment: { access } }) => {
    const { container } = langfuseProgram(objects, "web");
    const closed = textOf(container, "AUTH_DISABLE_SIGNUP") === "true";
    const passwordless = textOf(container, "AUTH_DISABLE_USERNAME_PASSWORD") === "true";
    return [
      ...(closed && access.newUsers !== "nobody"
        ? ["AUTH_DISABLE_SIGNUP also refuses the first login by SSO"]
        : []),
      ...(passwordless && !offersSso(container)
        ? ["passwords are off and no identity provider is offered"]
        : []),
      ...(passwordless === !access.passwordLogin
        ? []
        : [
            `AUTH_DISABLE_USERNAME_PASSWORD is ${passwordless}, and passwordLogin is ${access.passwordLogin}`,
          ]),
    ];
  },
};

/** The chart has no key for either, and its documentation none for the unit of the second. */
export const appliedPolicy: Assertion = {
  name: "domains that must use SSO, and the length of a session, reach the application",
  concerns: isLangfuse,
  problems: ({ objects }, { environment: { access } }) => {
    const { container } = langfuseProgram(objects, "web");
    const wanted = {
      AUTH_DOMAINS_WITH_SSO_ENFORCEMENT: access.enforcedSsoDomains.join(","),
      AUTH_SESSION_MAX_AGE: String(access.sessionMinutes),
    };
    return Object.entries(wanted)
      .map(([name, value]) => ({ name, value, actual: textOf(container, name) }))
      .filter(({ value, actual }) => actual !== value)
      .map(({ name, value, actual }) => `${name} is '${actual}', not '${value}'`);
  },
};

function offersSso(container: Container): boolean {
  return langfuse.providers.some((names) => names.every((name) => variable(container, name)));
}
