import { UserPool, type UserPoolProps } from "../../constructs/user-pool";
import { synthesizeConstruct } from "../support/construct";
import { ofType } from "../support/terraform-json";

function synthesizePool(change: Partial<UserPoolProps> = {}) {
  return synthesizeConstruct((stack) => {
    new UserPool(stack, "users", {
      name: "langfuse-dev",
      domainPrefix: "example-langfuse",
      callbackUrl: "https://langfuse.example.com/api/auth/callback/cognito",
      protect: true,
      ...change,
    });
  });
}

it("keeps no client secret, because the client has none", () => {
  expect(ofType(synthesizePool(), "aws_cognito_user_pool_client")).toMatchObject([
    { arguments: { generate_secret: false } },
  ]);
});

it("returns a login to one address, by code alone", () => {
  expect(ofType(synthesizePool(), "aws_cognito_user_pool_client")).toMatchObject([
    {
      arguments: {
        allowed_oauth_flows: ["code"],
        callback_urls: ["https://langfuse.example.com/api/auth/callback/cognito"],
        explicit_auth_flows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      },
    },
  ]);
});

it("lets administrators alone make accounts, and demands a second factor", () => {
  expect(ofType(synthesizePool(), "aws_cognito_user_pool")).toMatchObject([
    {
      arguments: {
        admin_create_user_config: { allow_admin_create_user_only: true },
        mfa_configuration: "ON",
        software_token_mfa_configuration: { enabled: true },
        password_policy: { minimum_length: 14 },
      },
    },
  ]);
});

it("lets nobody write another's e-mail address into a profile", () => {
  const json = synthesizePool();
  expect(ofType(json, "aws_cognito_user_pool_client")).toMatchObject([
    { arguments: { write_attributes: ["name"] } },
  ]);
  expect(ofType(json, "aws_cognito_user_pool")).toMatchObject([
    {
      arguments: {
        user_attribute_update_settings: { attributes_require_verification_before_update: ["email"] },
      },
    },
  ]);
});

it.each([
  { protect: true, protection: "ACTIVE" },
  { protect: false, protection: "INACTIVE" },
])("guards the accounts against deletion: $protection", ({ protect, protection }) => {
  expect(ofType(synthesizePool({ protect }), "aws_cognito_user_pool")).toMatchObject([
    { arguments: { deletion_protection: protection, lifecycle: { prevent_destroy: protect } } },
  ]);
});

it("gives the sign-in page a style, without which it is not served", () => {
  const json = synthesizePool();
  expect(ofType(json, "aws_cognito_user_pool_domain")).toMatchObject([
    { arguments: { domain: "example-langfuse", managed_login_version: 2 } },
  ]);
  expect(ofType(json, "aws_cognito_managed_login_branding")).toMatchObject([
    { arguments: { use_cognito_provided_values: true } },
  ]);
});
