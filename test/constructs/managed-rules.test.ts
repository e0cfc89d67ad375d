import { employee, type FirewallRequest, firewallAnswer, restrictedRules } from "../support/firewall";

const rules = restrictedRules();
const answer = (request: FirewallRequest) => firewallAnswer(rules, request);

const LABEL_ENDINGS: Readonly<Record<string, string>> = {
  BODY: "Body",
  HEADER: "Header",
  QUERYSTRING: "QueryString",
};

/** What one managed rule leaves when it finds something: AWS writes rules and labels differently. */
function finding(rule: string): Record<string, string> {
  const group = /^(Log4J|Java|React)/.test(rule) ? "known-bad-inputs" : "core-rule-set";
  const label = rule.replace(/[A-Z]+$/, (ending) => LABEL_ENDINGS[ending] ?? ending);
  return { [rule]: `awswaf:managed:aws:${group}:${label}` };
}

describe("what managed rules find", () => {
  const bodies = [
    "CrossSiteScripting_BODY",
    "EC2MetaDataSSRF_BODY",
    "GenericLFI_BODY",
    "GenericRFI_BODY",
    "JavaDeserializationRCE_BODY",
    "Log4JRCE_BODY",
    "NoUserAgent_HEADER",
    "ReactJSRCE_BODY",
    "SizeRestrictions_BODY",
  ];

  it.each(bodies)("counts where prompts are written: %s", (rule) => {
    for (const path of [
      "/api/public/ingestion",
      "/api/public/otel/v1/traces",
      "/api/public/media",
      "/api/public/scores",
      "/api/public/dataset-items",
      "/api/public/v2/prompts",
      "/api/trpc/prompts.create",
      "/api/chatCompletion",
    ])
      expect(answer({ path, memberOf: employee, findings: finding(rule) })).toBe("passed");
  });

  it.each(bodies)("blocks on every other path: %s", (rule) => {
    for (const path of ["/", "/project/p", "/api/auth/callback/credentials", "/apix"])
      expect(answer({ path, memberOf: employee, findings: finding(rule) })).toBe(
        "403 bodies-outside-the-api",
      );
  });

  it.each([
    "CrossSiteScripting_QUERYARGUMENTS",
    "EC2MetaDataSSRF_QUERYARGUMENTS",
    "GenericLFI_QUERYARGUMENTS",
    "GenericRFI_QUERYARGUMENTS",
    "JavaDeserializationRCE_QUERYSTRING",
    "Log4JRCE_QUERYSTRING",
    "RestrictedExtensions_QUERYARGUMENTS",
    "RestrictedExtensions_URIPATH",
    "SizeRestrictions_QUERYSTRING",
  ])("counts everywhere: %s", (rule) => {
    for (const path of ["/project/p/traces", "/auth/sign-in", "/api/auth/callback/okta", "/api/trpc/x"])
      expect(answer({ path, memberOf: employee, findings: finding(rule) })).toBe("passed");
  });

  it.each(["CrossSiteScripting_COOKIE", "GenericLFI_URIPATH", "UserAgent_BadBots_HEADER"])(
    "blocks everywhere, ingestion included: %s",
    (rule) => {
      for (const path of ["/", "/api/public/ingestion", "/api/trpc/x"])
        expect(answer({ path, memberOf: employee, findings: finding(rule) })).toBe("403 managed");
    },
  );

  it("blocks addresses of bad repute on ingestion too", () => {
    const findings = {
      AWSManagedIPReputationList: "awswaf:managed:aws:amazon-ip-list:AWSManagedIPReputationList",
    };
    expect(answer({ path: "/api/public/ingestion", memberOf: employee, findings })).toBe("403 managed");
  });
});
