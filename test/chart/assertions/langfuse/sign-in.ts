import { type Assertion, isLangfuse } from "../../assertion";
import { langfuseProgram, textOf, variable } from "../../langfuse";

/** Callbacks go to the public address; the chart's default is localhost. */
export const publicAddress: Assertion = {
  name: "sign-in returns to the public address",
  concerns: isLangfuse,
  problems: ({ objects }, { environment: { edge } }) => {
    const url = textOf(langfuseProgram(objects, "web").container, "NEXTAUTH_URL");
    return url === `https://${edge.domain}` ? [] : [`NEXTAUTH_URL is '${url}', not 'https://${edge.domain}'`];
  },
};

/** Whoever signs in by SSO for the first time signs up. */
export const openToFirstLogin: Assertion = {
  name: "people can sign in: by SSO for the first time, or with a password",
  concerns: isLangfuse,
  problems: ({ objects }) => {
    const { container } = langfuseProgram(objects, "web");
    const providers = (container.env ?? []).filter(({ name }) => /^AUTH_.+_CLIENT_ID$/.test(name));
    const closed = textOf(container, "AUTH_DISABLE_SIGNUP") === "true";
    const passwordless = textOf(container, "AUTH_DISABLE_USERNAME_PASSWORD") === "true";
    return [
      ...(closed && providers.length ? ["AUTH_DISABLE_SIGNUP also refuses the first login by SSO"] : []),
      ...(passwordless && !providers.length ? ["passwords are off and no SSO provider is set"] : []),
      ...providers
        .map(({ name }) => name.replace(/ID$/, "SECRET"))
        .filter((name) => variable(container, name)?.value)
        .map((name) => `${name} is written out; take it from a Secret`),
    ];
  },
};
