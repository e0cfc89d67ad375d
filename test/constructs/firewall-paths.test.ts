import fc from "fast-check";
import {
  employee,
  type FirewallRequest,
  firewallAnswer,
  INGESTION,
  INTERFACE,
  restrictedRules,
} from "../support/firewall";

const rules = restrictedRules();
const answer = (request: FirewallRequest) => firewallAnswer(rules, request);

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
