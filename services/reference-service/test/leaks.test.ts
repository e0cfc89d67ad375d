import type { MaskingPolicy } from "@langfuse-aws/masking";
import { startTestLangfuse, type TestLangfuse } from "@langfuse-aws/testkit";
import { leakedClasses, PLANTED_CLASSES } from "../src/canary/planted";
import { MaskingProxy } from "./support/masking-proxy";
import { GOOD, probe } from "./support/probing";

// Nothing here depends on how fast the machine is; only a test that hangs takes so long.
jest.setTimeout(30_000);

let langfuse: TestLangfuse;

beforeEach(async () => {
  langfuse = await startTestLangfuse();
  langfuse.addPrompt("canary", "Sing.");
});
afterEach(() => langfuse.stop());

it.each([
  ["phone", { classes: { phone: false } }, ["phone"]],
  ["token", { classes: { token: false } }, ["token"]],
  ["media", { classes: { media: false } }, ["media"]],
  ["user_id", { userId: { action: "keep" }, classes: { email: false } }, ["email", "user_id"]],
  ["id", { classes: { id: false } }, ["rut", "card", "iban"]],
] satisfies [string, MaskingPolicy, string[]][])(
  "finds a leak of %s, and where",
  async (_, masking, leaked) => {
    const { results, findings } = await probe(langfuse, { masking });
    expect(results.masking).toBe("leak");
    expect([...(findings?.leaked ?? [])].sort()).toEqual([...leaked].sort());
    expect(findings?.leakedFields).toEqual(
      expect.arrayContaining(leaked.includes("user_id") ? ["SPAN.userId"] : []),
    );
    expect(findings?.leakedFields).toEqual(
      expect.arrayContaining([
        "GENERATION.name",
        "TOOL.statusMessage",
        "SPAN.tags",
        "SPAN.metadata",
        "SCORE.comment",
      ]),
    );
  },
);

it("finds a leak in the part of a trace that could be read", async () => {
  langfuse.fail({ kind: "behind" }, { path: "/api/public/v3/scores" });
  const masking: MaskingPolicy = { classes: { phone: false } };
  const { results, findings } = await probe(langfuse, { masking, scoreDeadlineMs: 400 });
  expect(results).toMatchObject({ trace: "success", score: "timeout", masking: "leak" });
  expect(findings?.leaked).toEqual(["phone"]);
});

it("misses a label where nothing leaked", async () => {
  const { results, findings } = await probe(langfuse, { masking: { labels: { phone: "[NUMBER]" } } });
  expect(results.masking).toBe("label_missing");
  expect(findings?.lacking).toContain("TOOL.statusMessage lacks [PHONE]");
});

it("proves with a trace that only the gateway masks that the gateway does", async () => {
  const gateway = await MaskingProxy.before(langfuse.url);
  try {
    const { results, findings } = await probe(langfuse, { provesGateway: true, baseUrl: gateway.url });
    expect(findings).toEqual({ leaked: [], leakedFields: [], lacking: [] });
    expect(results).toEqual(GOOD);
    const raw = langfuse.observations.filter(({ statusMessage, type }) => type === "SPAN" && statusMessage);
    expect(raw).toMatchObject([{ name: "canary-probe", statusMessage: expect.stringContaining("[EMAIL]") }]);
  } finally {
    await gateway.stop();
  }
});

it("pages for every class if the gateway is not where it should be", async () => {
  const { results, findings } = await probe(langfuse, { provesGateway: true });
  expect(results).toEqual({ ...GOOD, masking: "leak" });
  expect([...(findings?.leaked ?? [])].sort()).toEqual([...PLANTED_CLASSES].sort());
});

it("does not call the gateway proved when its trace does not come through", async () => {
  const refusing = await MaskingProxy.before(langfuse.url, { refusesRaw: true });
  try {
    const { results, outcomes } = await probe(langfuse, { provesGateway: true, baseUrl: refusing.url });
    expect(results).toEqual({ ...GOOD, masking: "error" });
    expect(outcomes.masking?.detail).toEqual({ problem: "POST /api/public/otel/v1/traces answers 403" });
  } finally {
    await refusing.stop();
  }
});

it.each([
  ["12345678-5", ["rut"]],
  ["call (56) 9-8765-4321.", ["phone"]],
  ["\\n12.345.678-5", ["rut"]],
  ["4111-1111-1111-1111 es9121000418450200051332", ["card", "iban"]],
  ["CANARY.PLANTED@EXAMPLE.COM", ["email"]],
  ["0af1234567852bc trace 91234567850", []],
  ["[EMAIL] [ID] user_0123456789abcdef0123456789abcdef", []],
])("knows a planted value in '%s' however it is written, and no other number", (text, classes) => {
  expect(leakedClasses(text)).toEqual(classes);
});
