import { initObservability } from "@langfuse-aws/instrumentation";
import { startTestLangfuse, type TestLangfuse } from "@langfuse-aws/testkit";
import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import { leaked, PLANTED, TEXT } from "./planted";

const HMAC_KEY = "a key of the tests, with thirty-two characters";
/** Numbers stay in the names of services and versions, which nobody else writes than those who build them. */
const STRUCTURAL = `payroll ${PLANTED.email} ${PLANTED.token}`;

let langfuse: TestLangfuse;

beforeEach(async () => {
  langfuse = await startTestLangfuse();
});

afterEach(() => langfuse.stop());

function observability() {
  const { url: baseUrl, publicKey, secretKey } = langfuse;
  const masking = { userId: { action: "hmac" as const, key: HMAC_KEY } };
  return initObservability({ service: STRUCTURAL, baseUrl, publicKey, secretKey, masking });
}

/** Everything that was sent, as text. */
function sent(): string[] {
  return langfuse.requests.map(({ body }) => body.toString("utf8"));
}

const NESTED = {
  text: TEXT,
  list: [TEXT, { inner: TEXT }],
  json: JSON.stringify({ a: `x\n${TEXT}` }),
  phone: 987654321,
};

it("lets no planted value out by any field of a trace or a score", async () => {
  const lf = observability();
  const image = `data:image/png;base64,${Buffer.from(TEXT).toString("base64")}`;
  const options = {
    input: { ...NESTED, image },
    userId: PLANTED.email,
    sessionId: TEXT,
    tags: [TEXT, PLANTED.id],
    metadata: { note: TEXT, [PLANTED.email]: "in a name" },
    client: PLANTED.email,
  };
  lf.trace(`ask ${TEXT}`, options, (t) => {
    t.update({ output: NESTED, metadata: { deep: NESTED }, statusMessage: TEXT, version: STRUCTURAL });
    t.guard(TEXT, { maxWords: 50 });
    t.score({ name: TEXT, value: TEXT, comment: TEXT, metadata: NESTED });
    lf.event(TEXT, { input: TEXT, metadata: { deep: NESTED } });
    expect(() =>
      lf.generation(
        TEXT,
        { input: [{ role: "user", content: TEXT }], model: "m", modelParameters: { stop: TEXT } },
        () => {
          throw new Error(`cannot reach ${TEXT}`);
        },
      ),
    ).toThrow("cannot reach");
  });
  const span = lf.tracerProvider.getTracer("openinference.test").startSpan(TEXT, {
    attributes: { "input.value": TEXT, "gen_ai.prompt": TEXT, "a.list": [TEXT, "b"], "a.phone": 987654321 },
    links: [
      {
        context: { traceId: "1".repeat(32), spanId: "2".repeat(16), traceFlags: 1 },
        attributes: { why: TEXT },
      },
    ],
  });
  span
    .addEvent(TEXT, { "exception.message": TEXT })
    .setStatus({ code: SpanStatusCode.ERROR, message: TEXT })
    .end();

  expect(await lf.shutdown()).toBe(true);
  expect(langfuse.observations).toHaveLength(5);
  expect(langfuse.scores).toHaveLength(3);
  expect(leaked(sent())).toEqual([]);
  expect(sent().join()).not.toMatch(/987654321|base64/);
  expect(lf.health).toMatchObject({
    maskingErrors: 0,
    masked: { email: expect.any(Number), user: expect.any(Number) },
  });
});

it("uploads no media", async () => {
  const lf = observability();
  lf.trace("ask", { input: `data:image/png;base64,${"iVBORw0KGgo=".repeat(4)}` }, () => {});
  await lf.shutdown();
  expect(langfuse.requests.map(({ path }) => path)).toEqual(["/api/public/otel/v1/traces"]);
  expect(langfuse.observations).toMatchObject([{ input: "[MEDIA]" }]);
});

it("gives a user the same name each time, and other users others", async () => {
  const lf = observability();
  for (const userId of ["u-1", "u-1", "u-2"])
    lf.trace("ask", { userId }, () => lf.tool("look", {}, () => {}));
  await lf.shutdown();
  const users = langfuse.observations.map(({ userId }) => userId ?? "");
  expect(users).toHaveLength(6);
  expect(new Set(users).size).toBe(2);
  expect(users.every((user) => /^user_[0-9a-f]{32}$/.test(user))).toBe(true);
});

it("writes nothing on the service's own spans", () => {
  const lf = observability();
  const attributes = new Set<string>();
  const own = trace.wrapSpanContext({ traceId: "3".repeat(32), spanId: "4".repeat(16), traceFlags: 1 });
  own.isRecording = () => true;
  own.setAttribute = (key) => {
    attributes.add(key);
    return own;
  };
  own.setAttributes = (all) => {
    for (const key of Object.keys(all)) attributes.add(key);
    return own;
  };
  context.with(trace.setSpan(context.active(), own), () =>
    lf.trace("ask", { userId: PLANTED.email }, (t) => expect(t.traceId).toBe("3".repeat(32))),
  );
  expect([...attributes]).toEqual([]);
  return lf.shutdown();
});
