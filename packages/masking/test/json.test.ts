import { createMasker } from "@langfuse-aws/masking";

const masker = createMasker();

it.each([
  ['{"content":"hola\\n12.345.678-5"}', '{"content":"hola\\n[ID]"}'],
  ['{"content":"\\tana\\u0040example.com"}', '{"content":"\\t[EMAIL]"}'],
  ['{ "fono" : 987654321, "n": 12345678901234567890 }', '{ "fono" : "[PHONE]", "n": 12345678901234567890 }'],
  ['{"a":"{\\"b\\":\\"x\\\\nana@example.com\\"}"}', '{"a":"{\\"b\\":\\"x\\\\n[EMAIL]\\"}"}'],
  ['{"ana@example.com":1,"luis@example.com":2}', '{"[EMAIL]":1,"[EMAIL] 2":2}'],
  ['{"password":"correct horse","rut":12345678}', '{"password":"[TOKEN]","rut":"[ID]"}'],
])("masks %s in place", (text, masked) => {
  expect(masker.text(text)).toBe(masked);
});

it("masks what is left of a document that was cut off, and keeps its escapes", () => {
  expect(masker.text('{"content":"hola\\nana@example.com\\t12.345.678-5')).toBe(
    '{"content":"hola\\n[EMAIL]\\t[ID]',
  );
});

it("says when a document is no JSON", () => {
  expect(masker.json('{"a":')).toEqual({ outcome: "malformed" });
});

it("leaves numbers of an API's own members alone, and masks the same name elsewhere", () => {
  const body = '{"id":"12345678-5","body":{"id":"12345678-5"}}';
  expect(masker.json(body, ["id"])).toEqual({
    outcome: "masked",
    body: '{"id":"12345678-5","body":{"id":"[ID]"}}',
  });
});
