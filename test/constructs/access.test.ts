import { type AccessProps, accessSettings } from "../../constructs/access";
import type { EnvironmentVariable } from "../../constructs/pod-environment";

const arnOf = (name: string) =>
  `arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-dev/${name}-AbCdEf`;

const props: AccessProps = {
  passwordLogin: false,
  newUsers: "sso-users",
  sessionMinutes: 480,
  enforcedSsoDomains: [],
  defaultMembership: { kind: "invited-only" },
  first: {
    organization: { id: "example", name: "Example" },
    project: { id: "first-project", name: "First project" },
    owner: { email: "owner@example.com", name: "Owner" },
  },
  ownerPasswordArn: arnOf("owner-password"),
  projectSecretKeyArn: arnOf("project-secret-key"),
  projectKeyGeneration: 1,
};

const environmentOf = (change: Partial<AccessProps>): Record<string, EnvironmentVariable> =>
  Object.fromEntries(
    accessSettings({ ...props, ...change }).environment.map((variable) => [variable.name, variable]),
  );

const namesOf = (change: Partial<AccessProps>) => Object.keys(environmentOf(change));

// Trap 10: AUTH_DISABLE_SIGNUP also refuses the first login over SSO.
it.each([
  { newUsers: "sso-users", passwordLogin: false, closed: false },
  { newUsers: "anyone", passwordLogin: true, closed: false },
  { newUsers: "nobody", passwordLogin: true, closed: true },
  { newUsers: "nobody", passwordLogin: false, closed: true },
] as const)("lets in $newUsers with password login $passwordLogin", ({ newUsers, passwordLogin, closed }) => {
  expect(accessSettings({ ...props, newUsers, passwordLogin }).values).toEqual({
    auth: { disableUsernamePassword: !passwordLogin },
    features: { signUpDisabled: closed },
  });
});

it("creates the first organization, project, key and owner", () => {
  const environment = environmentOf({});
  expect(environment).toMatchObject({
    LANGFUSE_INIT_ORG_ID: { value: "example" },
    LANGFUSE_INIT_ORG_NAME: { value: "Example" },
    LANGFUSE_INIT_PROJECT_ID: { value: "first-project" },
    LANGFUSE_INIT_PROJECT_NAME: { value: "First project" },
    LANGFUSE_INIT_PROJECT_PUBLIC_KEY: { value: "pk-lf-first-project-1" },
    LANGFUSE_INIT_USER_EMAIL: { value: "owner@example.com" },
    LANGFUSE_INIT_USER_NAME: { value: "Owner" },
  });
  expect(environment).not.toHaveProperty("LANGFUSE_INIT_PROJECT_RETENTION");
});

it("takes the owner's password and the project's secret key from the Secret alone", () => {
  expect(environmentOf({})).toMatchObject({
    LANGFUSE_INIT_USER_PASSWORD: {
      valueFrom: { secretKeyRef: { name: "langfuse-access", key: "owner-password" } },
    },
    LANGFUSE_INIT_PROJECT_SECRET_KEY: {
      valueFrom: { secretKeyRef: { name: "langfuse-access", key: "project-secret-key-1" } },
    },
  });
});

it("registers another pair of keys for another generation, and lets no pod mix the two", () => {
  const settings = accessSettings({ ...props, projectKeyGeneration: 2 });
  const key = "project-secret-key-2";
  expect(settings.environment).toEqual(
    expect.arrayContaining([
      { name: "LANGFUSE_INIT_PROJECT_PUBLIC_KEY", value: "pk-lf-first-project-2" },
      {
        name: "LANGFUSE_INIT_PROJECT_SECRET_KEY",
        valueFrom: { secretKeyRef: { name: "langfuse-access", key } },
      },
    ]),
  );
  expect(settings.secret.data).toEqual({
    "owner-password": { secretArn: arnOf("owner-password") },
    [key]: { secretArn: arnOf("project-secret-key") },
  });
});

// Trap 7: the chart has no key for the enforced domains.
it("enforces SSO for domains by a variable of its own", () => {
  expect(environmentOf({ enforcedSsoDomains: ["example.com", "example.org"] })).toMatchObject({
    AUTH_DOMAINS_WITH_SSO_ENFORCEMENT: { value: "example.com,example.org" },
  });
  expect(namesOf({})).not.toContain("AUTH_DOMAINS_WITH_SSO_ENFORCEMENT");
});

it("ends a session after the minutes that it may be idle", () => {
  expect(environmentOf({ sessionMinutes: 480 })).toMatchObject({ AUTH_SESSION_MAX_AGE: { value: "480" } });
});

it("gives new members nothing until somebody invites them", () => {
  expect(namesOf({}).filter((name) => name.startsWith("LANGFUSE_DEFAULT_"))).toEqual([]);
});

it("makes new members of the first organization, and names no project without a role for it", () => {
  const environment = environmentOf({ defaultMembership: { kind: "first-organization", role: "MEMBER" } });
  expect(environment).toMatchObject({
    LANGFUSE_DEFAULT_ORG_ID: { value: "example" },
    LANGFUSE_DEFAULT_ORG_ROLE: { value: "MEMBER" },
  });
  expect(environment).not.toHaveProperty("LANGFUSE_DEFAULT_PROJECT_ID");
});

it("hands what needs a license to Langfuse together with the license", () => {
  const licensed: Partial<AccessProps> = {
    licenseSecretArn: arnOf("license"),
    organizationCreators: ["owner@example.com"],
    defaultMembership: { kind: "first-organization", role: "NONE", projectRole: "VIEWER" },
    first: { ...props.first, project: { ...props.first.project, retentionDays: 90 } },
  };
  expect(accessSettings({ ...props, ...licensed })).toMatchObject({
    values: {
      allowedOrganizationCreators: ["owner@example.com"],
      licenseKey: { secretKeyRef: { name: "langfuse-access", key: "license-key" } },
    },
    secret: { data: { "license-key": { secretArn: arnOf("license") } } },
  });
  expect(environmentOf(licensed)).toMatchObject({
    LANGFUSE_INIT_PROJECT_RETENTION: { value: "90" },
    LANGFUSE_DEFAULT_PROJECT_ID: { value: "first-project" },
    LANGFUSE_DEFAULT_PROJECT_ROLE: { value: "VIEWER" },
  });
});

// Trap 17: the chart refuses a variable that it renders itself, or renders it twice.
it("sets no variable that the chart renders", () => {
  const rendered =
    /^(SALT|ENCRYPTION_KEY|NEXTAUTH_|DATABASE_|TELEMETRY_|LANGFUSE_S3_|LANGFUSE_EE_LICENSE_KEY)/;
  const names = namesOf({ licenseSecretArn: arnOf("license"), organizationCreators: ["owner@example.com"] });
  expect(names.filter((name) => rendered.test(name))).toEqual([]);
  expect(names).not.toContain("AUTH_DISABLE_SIGNUP");
  expect(names).not.toContain("AUTH_DISABLE_USERNAME_PASSWORD");
  expect(names).not.toContain("LANGFUSE_ALLOWED_ORGANIZATION_CREATORS");
});
