import { demo, QUESTION } from "../demo/demo";

it("shows what the caller gets, and what of it Langfuse gets: masked, as a tree, with scores", async () => {
  const story = await demo();
  const [caller = "", langfuse = ""] = story.split("\n\n");
  expect(caller).toContain(QUESTION.question);
  expect(caller).toMatch(/answer: This is a mock model.*\+56 9 8765 4321\).*does not work…\n/);
  expect(caller).toMatch(/trace_id: [0-9a-f]{32}\n {2}generation_id: [0-9a-f]{16}\n {2}request_id: /);
  expect(langfuse).toContain("in:  Soy Ana ([EMAIL], RUT [ID], [PHONE]). My key [TOKEN] does not");
  expect(langfuse).toMatch(/of user_[0-9a-f]{32}\n {2}SPAN ask\n/);
  expect(langfuse).toContain("\n    GENERATION answer-question (model mock)\n");
  expect(langfuse).toContain("\n    GUARDRAIL answer-guard (WARNING)\n");
  expect(langfuse).toContain("\n  non_empty_answer: true\n  toxicity_safe: true");
  expect(langfuse).not.toMatch(/ana\.perez|12\.345|8765|sk-proj/);
});
