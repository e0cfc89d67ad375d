import { createMasker, MASKING_ERROR, Tally } from "@langfuse-aws/masking";

const masker = createMasker();

it("masks strings, names and telling numbers of nested values", () => {
  expect(
    masker.value({
      tags: ["vip", "ana@example.com"],
      contact: { fono: 987654321, age: 41 },
      "ana@example.com": true,
    }),
  ).toEqual({ tags: ["vip", "[EMAIL]"], contact: { fono: "[PHONE]", age: 41 }, "[EMAIL]": true });
});

it("shares what does not change", () => {
  const value = { a: [1, "two"], b: new Date(0) };
  expect(masker.value(value)).toBe(value);
});

it("replaces what it cannot follow and counts it", () => {
  const tally = new Tally();
  const circle: Record<string, unknown> = { name: "circle" };
  circle.self = circle;
  const hostile = {
    get trap(): string {
      throw new Error("ana@example.com");
    },
  };
  expect(masker.value({ circle, hostile }, tally)).toEqual({
    circle: { name: "circle", self: MASKING_ERROR },
    hostile: MASKING_ERROR,
  });
  expect(tally.failed).toBe(2);
});

it("leaves the numbers of structural attributes alone, and nothing else of them", () => {
  expect(masker.attribute("langfuse.observation.usage_details", '{"input":987654321}')).toBe(
    '{"input":987654321}',
  );
  expect(masker.attribute("gen_ai.request.model", "ana@example.com")).toBe("[EMAIL]");
  expect(masker.attribute("langfuse.observation.input", "987654321")).toBe("[PHONE]");
});
