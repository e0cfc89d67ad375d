import fc from "fast-check";
import { employee, firewallAnswer, restrictedRules } from "../support/firewall";
import { writes } from "../support/langfuse-writes";
import { type ListenerRequest, targetOf } from "../support/listener";
import { synthesizeGateway } from "../support/network";

const WEB = "edge_web_group";
const GATEWAY = "edge_masking_gateway_group";

const enforced = synthesizeGateway("enforced");
const firewall = restrictedRules();

/** Where a request ends that comes from a listed network: a target group, or the firewall's answer. */
function end(request: ListenerRequest): string {
  const answer = firewallAnswer(firewall, { ...request, memberOf: employee });
  return answer === "passed" ? targetOf(enforced, request) : answer;
}

it("knows the writes that there are", () => {
  expect(writes.length).toBeGreaterThan(60);
  expect(writes).toContainEqual({ method: "POST", path: "/api/public/otel/v1/traces" });
});

describe("behind the masking gateway", () => {
  it.each(writes)("$method $path ends at the gateway", (request) => {
    expect(end(request)).toBe(GATEWAY);
  });

  /** What Next.js, Node.js or a proxy might read as the plain path. */
  const spellings: readonly (readonly [string, (path: string) => string])[] = [
    ["a slash at its end", (path) => `${path}/`],
    ["doubled slashes", (path) => path.replaceAll("/", "//")],
    ["a doubled slash in front", (path) => `/${path}`],
    ["capitals", (path) => path.toUpperCase()],
    ["a capital", (path) => path.replace("/api", "/Api")],
    ["an escaped letter", (path) => path.replace("public", "%70ublic")],
    ["an escape of the first part", (path) => path.replace("/api", "/%61pi")],
    ["an escaped slash", (path) => path.replace("/public/", "/public%2F")],
    ["escapes escaped", (path) => path.replace("public", "%2570ublic")],
    ["a backslash", (path) => path.replace("/public", "\\public")],
    ["a language before it", (path) => `/en${path}`],
    ["a part that stays where it is", (path) => path.replace("/public", "/./public")],
    ["a parameter", (path) => `${path};x=1`],
    ["a zero byte", (path) => `${path}%00`],
    ["a whole address", (path) => `https://langfuse.example.com${path}`],
  ];

  it.each(spellings)("a write with %s does so too", (_name, spell) => {
    for (const { method, path } of writes)
      expect([path, end({ method, path: spell(path) })]).toEqual([path, GATEWAY]);
  });

  const detours = ["/api/trpc/", "/api/auth/", "/api/project/x/visit/", "/api/chatCompletion/"].flatMap(
    (start) => ["..", "%2e%2e", ".%2E", "%2e.", "..%2f", "..\\", "%2e%2e%5c"].map((up) => ({ start, up })),
  );

  it.each(detours)("nor does $start$up lead around it", ({ start, up }) => {
    for (const times of [1, 2, 3])
      for (const target of ["api/public/ingestion", "public/otel/v1/traces"]) {
        const path = `${start}${`${up}/`.repeat(times)}${target}`;
        expect([GATEWAY, "404", "403 path-traversal"]).toContain(end({ method: "POST", path }));
      }
  });

  it("nor does any path that Next.js resolves to the public API, were the firewall not there", () => {
    const part = fc.constantFrom(
      ...[
        "..",
        ".",
        "%2e%2e",
        ".%2E",
        "%2E",
        "x",
        "x%2Fy",
        "api",
        "public",
        "ingestion",
        "otel",
        "v1",
        "traces",
      ],
      ...[
        "trpc",
        "auth",
        "callback",
        "project",
        "visit",
        "chatCompletion",
        "dashboard",
        "execute-query-stream",
      ],
    );
    const beginning = fc.constantFrom("/api/trpc", "/api/auth", "/api/project", "/api/dashboard", "/api", "");
    const path = fc
      .tuple(beginning, fc.array(part, { minLength: 1, maxLength: 7 }))
      .map(([start, parts]) => `${start}/${parts.join("/")}`);
    const resolved = (text: string) => new URL(text, "http://langfuse.example.com").pathname;
    const reached = new Set<string>();
    const property = fc.property(path, (text) => {
      if (!resolved(text).startsWith("/api/public/")) return;
      const target = targetOf(enforced, { method: "POST", path: text });
      reached.add(target);
      expect([text, target]).not.toEqual([text, WEB]);
    });
    fc.assert(property, {
      numRuns: 20_000,
      examples: [
        ["/api/trpc/../public/ingestion"],
        ["/api/auth/%2e%2e/public/otel/v1/traces"],
        ["/api/project/x/../../public/ingestion"],
        ["/api/project/../public/visit"],
        ["/api/public/ingestion"],
      ],
    });
    expect(reached).toEqual(new Set(["404", GATEWAY]));
  });

  it("whatever the host that a client names", () => {
    for (const host of ["langfuse-1234.eu-west-1.elb.amazonaws.com", "203.0.113.1", "other.example.com", ""])
      expect(end({ method: "POST", path: "/api/public/ingestion", host })).toBe(GATEWAY);
  });

  it("nothing but a read, or what people write in the interface, reaches web", () => {
    const method = fc.oneof(
      fc.constantFrom("POST", "PUT", "PATCH", "DELETE", "post", "get", "QUERY", "TRACE", "PROPFIND"),
      fc.string({ minLength: 1 }),
    );
    const path = fc.oneof(
      fc.webPath(),
      fc.string().map((text) => `/${text}`),
      fc.constantFrom("/", ""),
    );
    fc.assert(
      fc.property(method, path, (verb, text) => {
        fc.pre(
          !["GET", "HEAD", "OPTIONS"].includes(verb) &&
            !/^\/api\/(auth|trpc|dashboard|project|chatCompletion)/.test(text),
        );
        expect(targetOf(enforced, { method: verb, path: text })).toBe(GATEWAY);
      }),
    );
  });

  it.each([
    ["POST", "/api/auth/callback/okta"],
    ["POST", "/api/auth/signout"],
    ["POST", "/api/auth/_log"],
    ["POST", "/api/auth/signin/example.com.okta"],
    ["POST", "/api/trpc/prompts.create"],
    ["POST", "/api/trpc/traces.byId,scores.all"],
    ["POST", "/api/chatCompletion"],
    ["POST", "/api/dashboard/execute-query-stream"],
    ["POST", "/api/project/first-project/visit"],
  ])("people's %s %s goes to web as before", (method, path) => {
    expect(end({ method, path })).toBe(WEB);
  });

  it.each(["GET", "HEAD", "OPTIONS"])("%s goes to web as before, whatever the path", (method) => {
    for (const path of [
      "/",
      "/api/public/health",
      "/api/public/v3/scores",
      "/project/x/traces",
      "/api/auth/session",
    ])
      expect(end({ method, path })).toBe(WEB);
  });
});

describe("a gateway that stands by", () => {
  const standby = synthesizeGateway("standby");

  it("gets no request", () => {
    for (const request of writes) expect(targetOf(standby, request)).toBe(WEB);
  });

  it("is asked for its health all the same, or its pods would never be ready", () => {
    expect(JSON.stringify(standby.resource?.aws_lb_listener?.edge_load_balancer_https)).toContain(GATEWAY);
  });

  it("has its rules already, so that enforcing it changes one action and no read fails meanwhile", () => {
    expect(standby.resource?.aws_lb_listener_rule).toEqual(enforced.resource?.aws_lb_listener_rule);
  });
});

it("without a gateway everything goes to web", () => {
  const none = synthesizeGateway("none");
  for (const request of writes) expect(targetOf(none, request)).toBe(WEB);
  expect(none.resource).not.toHaveProperty("aws_lb_listener_rule");
  expect(JSON.stringify(none.resource)).not.toMatch(/masking/i);
});
