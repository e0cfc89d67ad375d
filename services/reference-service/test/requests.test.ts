import { problemOf, QUESTION, Rig } from "./support/rig";

let rig: Rig;

beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());

describe("a request that is wrong", () => {
  it.each([
    ["is empty", {}, ["user_id: must be a text", "question: must be a text"]],
    ["is a list", [], ["body: must be an object"]],
    [
      "has limits crossed",
      { user_id: "u".repeat(201), question: "q".repeat(8_001), max_words: 1_001 },
      [
        "user_id: must have at most 200 characters",
        "question: must have at most 8000 characters",
        "max_words: must be at most 1000",
      ],
    ],
    ["counts in halves", { ...QUESTION, max_words: 1.5 }, ["max_words: must be a whole number"]],
    ["says nothing", { ...QUESTION, question: " \n" }, ["question: must not be empty"]],
    [
      "has a typing error",
      { ...QUESTION, maxWords: 3 },
      ["body: only user_id, question and max_words are known"],
    ],
  ])("because it %s is told all that is wrong at once", async (_, body, problems) => {
    expect(await problemOf(await rig.ask(body))).toMatchObject({
      status: 400,
      error: "invalid_request",
      problems,
    });
  });

  it.each([
    ["no JSON", { body: "{", headers: { "content-type": "application/json" } }, 400, "invalid_request"],
    [
      "of another type",
      { body: "q=1", headers: { "content-type": "text/plain" } },
      415,
      "unsupported_media_type",
    ],
    ["too large", { body: JSON.stringify("q".repeat(70_000)) }, 413, "too_large"],
    ["of no route", { method: "PUT" }, 404, "not_found"],
  ])("because it is %s is told what to do", async (_, init, code, error) => {
    const problem = await problemOf(await rig.ask("{}", init));
    expect(problem).toEqual({
      status: code,
      error,
      message: expect.stringMatching(/\w/),
      request_id: expect.any(String),
    });
  });
});

it("takes no request id that could be something else", async () => {
  for (const [given, isTaken] of [
    ["0f8fad5b-d9cb-469f-a165-70867728950e", true],
    ["ana@example.com", false],
    ["x".repeat(65), false],
  ] as const) {
    const headers = { "content-type": "application/json", "x-request-id": given };
    const { request_id } = JSON.parse(await (await rig.ask(QUESTION, { headers })).text());
    expect([given, request_id === given]).toEqual([given, isTaken]);
  }
});
