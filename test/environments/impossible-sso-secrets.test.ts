import { client, generic, google, okta, SECRET, withProviders } from "../support/identity-providers";

describe("an identity provider is refused for", () => {
  it("a client secret written into the file, which the report does not repeat", () => {
    const { clientSecretArn: _, ...rest } = okta;
    expect(withProviders({ ...rest, clientSecret: "hunter2" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be the ARN of a secret in Secrets Manager; runbooks/procedures/sign-in.md makes one
        → at sso[0].clientSecretArn: missing
      ✖ a secret never stands here; put it into Secrets Manager, write its ARN as 'clientSecretArn', and replace it if this file was committed
        → at sso[0].clientSecret"
    `);
  });

  it("a client secret in place of its ARN, which the report does not repeat", () => {
    expect(withProviders({ ...okta, clientSecretArn: "hunter2" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the full ARN of a secret in Secrets Manager, with the six characters at its end, and never the secret itself; 'aws secretsmanager list-secrets' prints ARNs
        → at sso[0].clientSecretArn"
    `);
  });

  it("no client secret at all", () => {
    expect(withProviders({ ...okta, clientSecretArn: undefined })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the ARN of a secret in Secrets Manager; runbooks/procedures/sign-in.md makes one
        → at sso[0].clientSecretArn: missing"
    `);
  });

  it("an ARN without the six characters at its end", () => {
    const clientSecretArn = SECRET.replace("-AbCdEf", "");
    expect(withProviders({ ...okta, clientSecretArn })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the full ARN of a secret in Secrets Manager, with the six characters at its end, and never the secret itself; 'aws secretsmanager list-secrets' prints ARNs
        → at sso[0].clientSecretArn"
    `);
  });

  it("a secret of another region, account or environment", () => {
    const clientSecretArn = "arn:aws:secretsmanager:us-east-1:222222222222:secret:okta-AbCdEf";
    expect(withProviders({ ...okta, clientSecretArn })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must begin with 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/', because nothing else may be read; copy it there
        → at sso[0].clientSecretArn: "arn:aws:secretsmanager:us-east-1:222222222222:secret:okta-AbCdEf""
    `);
  });

  it("a client secret in place of the client id, which the report does not repeat", () => {
    const clientId = "GOCSPX-abcdefghijklmnopqrstuvwx";
    expect(withProviders({ ...google, clientId })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ looks like a client secret; write the id here, and replace the secret if this file was committed
        → at sso[0].clientId"
    `);
  });

  it("an existing pool with its client secret in the file", () => {
    const pool = {
      kind: "existing",
      id: "eu-west-1_AbCdEfGhI",
      clientId: "0123",
      clientSecret: "hunter2",
    };
    expect(withProviders({ kind: "cognito", linkAccountsByEmail: true, pool })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be the ARN of a secret in Secrets Manager; runbooks/procedures/sign-in.md makes one
        → at sso[0].pool.clientSecretArn: missing
      ✖ a secret never stands here; put it into Secrets Manager, write its ARN as 'clientSecretArn', and replace it if this file was committed
        → at sso[0].pool.clientSecret"
    `);
  });

  it.each([undefined, "never", "2027-02-30", "March 2027"])(
    "a client secret of Entra ID that ends on no day, but '%s'",
    (clientSecretExpires) => {
      const id = "00000000-0000-4000-8000-000000000001";
      const entraId = { ...client, kind: "entra-id", clientId: id, tenantId: id };
      const report = withProviders({ ...entraId, clientSecretExpires });
      expect(report).toContain("(1 problem)");
      expect(report).toContain(
        "✖ must be the last day of the client secret, such as '2027-03-01', as the provider shows it beside the secret",
      );
    },
  );

  it("a client secret of an unknown provider of which nobody said when it ends", () => {
    expect(withProviders({ ...generic, clientSecretExpires: undefined })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the last day of the client secret, such as '2027-03-01', or 'never'
        → at sso[0].clientSecretExpires: missing"
    `);
    expect(withProviders({ ...generic, clientSecretExpires: "2027-03-01" })).toBe("valid");
  });
});
