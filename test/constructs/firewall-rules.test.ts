import { firewallRules } from "../../constructs/firewall-rules";
import {
  employee,
  type FirewallRequest,
  firewallAnswer,
  INGESTION,
  INTERFACE,
  restrictedRules,
} from "../support/firewall";

const rules = restrictedRules("grafana.example.com");
const openRules = firewallRules({ interfaceHosts: [], requestsPerFiveMinutes: 1000 });
const answer = (request: FirewallRequest) => firewallAnswer(rules, request);

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

  it.each(["grafana.example.com", "Grafana.Example.com:443"])(
    "keep strangers from every path of the second host, written %s",
    (host) => {
      expect(answer({ host, path: "/api/public/dashboards/1", memberOf: [INGESTION] })).toBe(
        "403 host-2-allow-list",
      );
      expect(answer({ host, path: "/d/langfuse-overview" })).toBe("403 interface-allow-list");
      expect(answer({ host, path: "/api/ds/query", memberOf: employee })).toBe("passed");
    },
  );

  it("do not exist for anyone", () => {
    expect(firewallAnswer(openRules, { path: "/" })).toBe("passed");
    expect(firewallAnswer(openRules, { path: "/api/public/ingestion" })).toBe("passed");
  });

  it("can be set for the interface alone", () => {
    const open = firewallRules({
      interfaceIpSetArn: INTERFACE,
      interfaceHosts: [],
      requestsPerFiveMinutes: 1000,
    });
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
