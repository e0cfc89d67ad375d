import { isExample, refuseExampleRepository } from "../../stacks/examples";
import { accountOfCredentials } from "../../stacks/operator";

it("says what to do when nobody is signed in", async () => {
  const nobody = accountOfCredentials({ region: "eu-west-1", profile: "nobody-has-this-profile" });
  await expect(nobody).rejects.toThrow(
    /^nobody knows whose credentials yours are \(.+\); sign in, .+ --profile nobody-has-this-profile' prints your account$/,
  );
});

describe("an example", () => {
  it.each([
    // Whoever owns the repository of that name could deploy into the account.
    ["example/langfuse-aws", true],
    ["https://example.okta.com", true],
    ["0oa0123456789ABCDEFG", true],
    ["00000000-0000-4000-8000-000000000001", true],
    ["arn:aws:secretsmanager:eu-west-1:987654321098:secret:langfuse-prod/sso/okta-AbCdEf", true],
    ["arn:aws:secretsmanager:eu-west-1:987654321098:secret:langfuse-prod/sso/okta-x8Kd2P", false],
    ["acme/example", false],
    ["https://acme.okta.com", false],
  ])("says of '%s' whether it is one: %s", (value, expected) => {
    expect(isExample(value)).toBe(expected);
  });

  it("is no repository that a real account may trust", () => {
    const delivery = { repository: "example/langfuse-aws", createOidcProvider: true };
    const real = { name: "dev", accountId: "987654321098", delivery };
    expect(() => refuseExampleRepository(real)).toThrow(
      "delivery.repository is 'example/langfuse-aws', an example; its owner could deploy into 987654321098: " +
        "write your own in environments/dev.ts",
    );
    const filledIn = { ...delivery, repository: "acme/platform" };
    expect(() => refuseExampleRepository({ ...real, delivery: filledIn })).not.toThrow();
    expect(() => refuseExampleRepository({ ...real, accountId: "111111111111" })).not.toThrow();
  });
});
