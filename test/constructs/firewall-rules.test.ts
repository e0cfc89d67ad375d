import fc from "fast-check";
import { firewallRules } from "../../constructs/firewall-rules";
import { type FirewallRequest, firewallAnswer } from "../support/firewall";

const INTERFACE = "arn:interface";
const INGESTION = "arn:ingestion";

const rules = firewallRules({
  interfaceIpSetArn: INTERFACE,
  ingestionIpSetArn: INGESTION,
  requestsPerFiveMinutes: 1000,
});
const openRules = firewallRules({ requestsPerFiveMinutes: 1000 });

const employee = [INTERFACE, INGESTION];
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

describe("the allow-lists", () => {
  it.each(["/", "/project/p/traces", "/api/trpc/traces.all", "/api/auth/callback/okta", "/api/auth/session"])(
    "keep strangers from the interface at %s",
    (path) => {
      expect(answer({ path })).toBe("403 interface-allow-list");
      expect(answer({ path, memberOf: [INGESTION] })).toBe("403 interface-allow-list");
      expect(answer({ path, memberOf: [INTERFACE] })).toBe("passed");
    },
  );

  it.each([
    "/api/public/ingestion",
    "/api/public/otel/v1/traces",
    "/api/public/media",
    "/api/public/v2/prompts/greeting",
    "/api/public/health",
    "/api/public/ready",
  ])("keep strangers from the API at %s", (path) => {
    expect(answer({ path })).toBe("403 ingestion-allow-list");
    expect(answer({ path, memberOf: [INTERFACE] })).toBe("403 ingestion-allow-list");
    expect(answer({ path, memberOf: [INGESTION] })).toBe("passed");
  });

  it("do not exist for anyone", () => {
    expect(firewallAnswer(openRules, { path: "/" })).toBe("passed");
    expect(firewallAnswer(openRules, { path: "/api/public/ingestion" })).toBe("passed");
  });

  it("can be set for the interface alone", () => {
    const open = firewallRules({ interfaceIpSetArn: INTERFACE, requestsPerFiveMinutes: 1000 });
    expect(firewallAnswer(open, { path: "/" })).toBe("403 interface-allow-list");
    expect(firewallAnswer(open, { path: "/api/public/ingestion" })).toBe("passed");
  });
});

describe("the paths of the admin API", () => {
  it.each(["/api/admin/organizations", "/api//admin/bullmq", "/api/%61dmin/bullmq", "/api\\admin/bullmq"])(
    "are refused to everyone at %s",
    (path) => {
      expect(answer({ path, memberOf: employee })).toBe("403 admin-api");
    },
  );
});

describe("a path that is spelt to be misread", () => {
  const pieces = fc.constantFrom(
    "/",
    "//",
    "\\",
    "%2f",
    "%5c",
    ".",
    "..",
    "%2e",
    "%2e%2e",
    "%252e",
    "api",
    "API",
    "%61pi",
    "public",
    "admin",
    "trpc",
    "x",
  );
  const paths = fc.array(pieces, { maxLength: 14 }).map((parts) => `/${parts.join("")}`);
  const likelyPaths = fc
    .tuple(fc.constantFrom("", "/api", "/api/public", "/api/trpc", "/api/admin"), paths)
    .map(([start, rest]) => `${start}${rest}`);

  /** Where the application may route a path: segments as URL parsers see them, with escapes read or left. */
  function routes(path: string, prefix: string, read: (segment: string) => string): boolean {
    const { pathname } = new URL(`http://langfuse${path}`);
    return `${pathname.split("/").filter(Boolean).map(read).join("/")}/`.startsWith(`${prefix}/`);
  }
  const decoded = (segment: string) => decodeURIComponent(segment);
  const left = (segment: string) => segment;

  it("never leads a stranger to the interface", () => {
    fc.assert(
      fc.property(likelyPaths, (path) => {
        fc.pre(!routes(path, "api/public", left));
        expect(answer({ path, memberOf: [INGESTION] })).toMatch(/^403/);
      }),
      { numRuns: 5000 },
    );
  });

  it("never leads a stranger to ingestion", () => {
    fc.assert(
      fc.property(likelyPaths, (path) => {
        fc.pre(routes(path, "api/public", decoded));
        expect(answer({ path, memberOf: [INTERFACE] })).toMatch(/^403/);
      }),
      { numRuns: 2000 },
    );
  });

  it("never leads to the admin API", () => {
    fc.assert(
      fc.property(likelyPaths, (path) => {
        fc.pre(routes(path, "api/admin", decoded));
        expect(answer({ path, memberOf: employee })).toMatch(/^403/);
      }),
      { numRuns: 2000 },
    );
  });
});

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

describe("an address that asks too often", () => {
  const rate = rules.find(({ name }) => name === "requests-per-address");

  it("is counted over five minutes", () => {
    expect(rate?.statement).toEqual({
      rate_based_statement: { aggregate_key_type: "IP", evaluation_window_sec: 300, limit: 1000 },
    });
  });

  it("is told to come back, so that exporters keep their batch", () => {
    expect(rate?.action?.block?.customResponse).toMatchObject({
      responseCode: 429,
      responseHeader: [{ name: "Retry-After", value: "60" }],
    });
  });
});

it("keeps no sample of any request, because samples hold API keys", () => {
  expect(rules.map(({ visibilityConfig }) => visibilityConfig.sampledRequestsEnabled)).toEqual(
    rules.map(() => false),
  );
});
