import { reportOn } from "../support/environment-file";

const shown = {
  exposure: "load-balancer",
  domain: "grafana.langfuse.example.com",
  certificate: { kind: "create" },
  signIn: {
    provider: "okta",
    clientId: "grafana",
    clientSecretArn:
      "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/sso/grafana-AbCdEf",
    viewers: "everybody",
    editors: [],
  },
} as const;

const provider = (kind: string, fields: Readonly<Record<string, unknown>>) => ({
  kind,
  clientId: "langfuse",
  clientSecretArn: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/sso/langfuse-AbCdEf",
  linkAccountsByEmail: true,
  ...fields,
});
const okta = provider("okta", { issuer: "https://example.okta.com" });

it("Grafana may stand beside Langfuse, with the same single sign-on", () => {
  expect(reportOn({ sso: [okta], grafana: shown })).toBe("valid");
});

describe("Grafana is refused", () => {
  it("at Langfuse's own name, outside its zone, with a certificate of elsewhere, and with a secret that cannot be read", () => {
    expect(
      reportOn({
        sso: [okta],
        grafana: {
          ...shown,
          domain: "grafana.example.org",
          certificate: {
            kind: "existing",
            arn: "arn:aws:acm:us-east-1:111111111111:certificate/00000000-0000-4000-8000-000000000001",
          },
          signIn: {
            ...shown.signIn,
            clientSecretArn: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:grafana-AbCdEf",
          },
        },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (3 problems):
      ✖ must end with '.example.com', because only there a deployment may write records
        → at grafana.domain: "grafana.example.org"
      ✖ is of account 111111111111 in us-east-1; the load balancer uses those of 111111111111 in eu-west-1
        → at grafana.certificate.arn: "arn:aws:acm:us-east-1:111111111111:certificate/00000000-0000-4000-8000-000000000001"
      ✖ must begin with 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/', because nothing else may be read; copy it there
        → at grafana.signIn.clientSecretArn: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:grafana-AbCdEf""
    `);
    expect(
      reportOn({
        sso: [okta],
        grafana: { ...shown, domain: "langfuse.example.com" },
      }),
    ).toContain("is Langfuse's own; take another one");
  });

  it("with a provider that Langfuse does not have", () => {
    expect(reportOn({ grafana: shown })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ is not in sso; name one that is, or set exposure to 'port-forward'
        → at grafana.signIn.provider: "okta""
    `);
  });

  it("with a pool of our own, whose clients have no secret", () => {
    expect(
      reportOn({
        grafana: { ...shown, signIn: { ...shown.signIn, provider: "cognito" } },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ is a pool of our own, which has public clients only, and Grafana's must have a secret; set exposure to 'port-forward', or use a provider of your own
        → at grafana.signIn.provider: "cognito"
      ✖ must name the provider's addresses; its '/.well-known/openid-configuration' shows all three
        → at grafana.signIn.endpoints: missing"
    `);
  });

  it("with a provider that it cannot speak to", () => {
    const sso = [provider("workos", { target: "org_0123456789" })];
    const signIn = { ...shown.signIn, provider: "workos" };
    expect(reportOn({ sso, grafana: { ...shown, signIn } })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ speaks no OpenID Connect with Grafana; write its AuthKit as kind 'oidc', or set exposure to 'port-forward'
        → at grafana.signIn.provider: "workos""
    `);
  });

  it("without addresses that nothing else tells, and with those that are known", () => {
    const oidc = provider("oidc", {
      clientSecretExpires: "never",
      issuer: "https://login.example.com",
      name: "Example",
    });
    const endpoint = "https://login.example.com/oauth2";
    const endpoints = {
      authorization: endpoint,
      token: endpoint,
      userInfo: endpoint,
    };
    expect(
      reportOn({
        sso: [oidc],
        grafana: { ...shown, signIn: { ...shown.signIn, provider: "oidc" } },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must name the provider's addresses; its '/.well-known/openid-configuration' shows all three
        → at grafana.signIn.endpoints: missing"
    `);
    expect(
      reportOn({
        sso: [okta],
        grafana: { ...shown, signIn: { ...shown.signIn, endpoints } },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ follow from what stands in sso for the kind 'okta'; remove them
        → at grafana.signIn.endpoints: a section"
    `);
  });

  it("for everybody who registers at GitHub", () => {
    expect(
      reportOn({
        sso: [provider("github", {})],
        "access.defaultMembership": { kind: "invited-only" },
        grafana: { ...shown, signIn: { ...shown.signIn, provider: "github" } },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ would be everybody who registers at the provider; list groups, such as '@example/platform'
        → at grafana.signIn.viewers: "everybody""
    `);
  });

  it("for a group whose name would be read as configuration", () => {
    expect(
      reportOn({
        sso: [okta],
        grafana: {
          ...shown,
          signIn: { ...shown.signIn, viewers: ["ops # all"] },
        },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the name of a group, without quotes, backslashes, braces, '#' and ';', which Grafana would read as its own
        → at grafana.signIn.viewers[0]: "ops # all""
    `);
  });

  it("with a client secret of Entra ID that ends on no day", () => {
    const tenantId = "00000000-0000-4000-8000-000000000001";
    const entraId = provider("entra-id", { clientId: tenantId, tenantId, clientSecretExpires: "2027-03-01" });
    expect(
      reportOn({
        sso: [entraId],
        grafana: { ...shown, signIn: { ...shown.signIn, provider: "entra-id" } },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be a day at Entra ID, whose secrets all end; 'Certificates & secrets' shows it
        → at grafana.signIn.clientSecretExpires: missing"
    `);
  });
});
