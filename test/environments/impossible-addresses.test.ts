import { reportOn } from "../support/environment-file";
import { client, generic } from "../support/identity-providers";

const { linkAccountsByEmail, ...secret } = client;
const pool = { kind: "existing", id: "eu-west-1_AbCdEfGhI", ...secret };

const wrong = [
  {
    what: "a user pool by its name",
    provider: { kind: "cognito", linkAccountsByEmail, pool: { ...pool, id: "langfuse-users" } },
    says: "must be the id of a user pool such as 'eu-west-1_AbCdEfGhI'",
  },
  {
    what: "a WorkOS organization by its name",
    provider: { ...client, kind: "workos", target: "Example" },
    says: "must be the id of an organization, 'org_…', or of a connection, 'conn_…'",
  },
  {
    what: "Authentik without an application",
    provider: { ...client, kind: "authentik", issuer: "https://authentik.example.com" },
    says: "must be the address of an application such as 'https://authentik.example.com/application/o/langfuse'",
  },
  {
    what: "JumpCloud's console",
    provider: { ...client, kind: "jumpcloud", issuer: "https://console.jumpcloud.com" },
    says: "must be 'https://oauth.id.jumpcloud.com', or that of another region",
  },
  {
    what: "fields in one text",
    provider: { ...generic, ignoredTokenFields: ["not-before-policy, scope"] },
    says: "must be the name of a field",
  },
];

it.each(wrong)("an identity provider is refused for $what", ({ provider, says }) => {
  const report = reportOn({ sso: [provider] });
  expect(report).toContain("(1 problem)");
  expect(report).toContain(`✖ ${says}\n`);
});

it("a membership is refused that would make owners of one project", () => {
  const defaultMembership = { kind: "first-organization", role: "VIEWER", projectRole: "OWNER" };
  expect(reportOn({ "access.defaultMembership": defaultMembership })).toContain(
    "✖ must be 'ADMIN', 'MEMBER' or 'VIEWER'; owners are made one by one, in Langfuse",
  );
});
