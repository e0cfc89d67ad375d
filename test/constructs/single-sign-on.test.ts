import type { WebSettings } from "../../constructs/pod-environment";
import { SingleSignOn } from "../../constructs/single-sign-on";
import type { Environment } from "../../environments/schema";
import { environmentWithSso, ssoFixtures } from "../fixtures/sso";
import { synthesizeConstruct } from "../support/construct";
import { ofType } from "../support/terraform-json";

/** Synthesizes it for the providers of an environment, as the stack does. */
function signOn({ sso, edge, protectData }: Environment) {
  const built: SingleSignOn[] = [];
  const json = synthesizeConstruct((stack) => {
    built.push(
      new SingleSignOn(stack, "sso", {
        providers: sso,
        domain: edge.domain,
        poolName: "langfuse-sample",
        protect: protectData,
      }),
    );
  });
  const [construct] = built;
  if (!construct) throw new Error("nothing was built");
  return { json, construct };
}

const variableOf = ({ environment }: WebSettings, name: string) =>
  environment.find((variable) => variable.name === name);

it.each(Object.entries(ssoFixtures))("turns on %s as an environment states it", (_, fixture) => {
  const { construct } = signOn(environmentWithSso(fixture));
  const names = construct.settings.environment.map(({ name }) => name);
  for (const suffix of ["CLIENT_ID", "CLIENT_SECRET", "ALLOW_ACCOUNT_LINKING"])
    expect(names).toContainEqual(expect.stringMatching(new RegExp(`^AUTH_[A-Z0-9_]+_${suffix}$`)));
  expect(new Set(names).size).toBe(names.length);
  expect(construct.callbackUrls).toEqual([
    {
      kind: fixture.kind,
      url: expect.stringMatching(/^https:\/\/langfuse\.example\.com\/api\/auth\/callback\/[a-z0-9-]+$/),
    },
  ]);
});

it("creates a pool that returns to Langfuse, and tells Langfuse where it is", () => {
  const { json, construct } = signOn(environmentWithSso(ssoFixtures["cognito-create"]));
  expect(ofType(json, "aws_cognito_user_pool_client")).toMatchObject([
    { arguments: { callback_urls: ["https://langfuse.example.com/api/auth/callback/cognito"] } },
  ]);
  expect(variableOf(construct.settings, "AUTH_COGNITO_CLIENT_AUTH_METHOD")).toMatchObject({ value: "none" });
  expect(construct.settings.secret.data).toEqual({});
});

it("creates nothing for a pool that is there", () => {
  const { json, construct } = signOn(environmentWithSso(ssoFixtures["cognito-existing"]));
  expect(ofType(json, "aws_cognito_user_pool")).toEqual([]);
  expect(variableOf(construct.settings, "AUTH_COGNITO_ISSUER")).toMatchObject({
    value: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI",
  });
  expect(construct.settings.secret.data).toHaveProperty("cognito-client-secret");
});
