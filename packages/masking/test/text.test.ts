import { createMasker, Tally } from "@langfuse-aws/masking";

const masker = createMasker();

it.each([
  ["hola ana.perez@example.com, chao", "hola [EMAIL], chao"],
  ["mailto:ana+langfuse@mail.example.co.uk?x=1", "mailto:[EMAIL]?x=1"],
  ["?user=ana%40example.com&x=1", "?user=[EMAIL]&x=1"],
  ["josé.muñoz@correo.example", "[EMAIL]"],
  ["ana@\n  example.com", "[EMAIL]"],
])("replaces addresses of e-mail in %j", (text, masked) => {
  expect(masker.text(text)).toBe(masked);
});

it.each([
  ["RUT 12.345.678-5.", "RUT [ID]."],
  ["12345678-5", "[ID]"],
  ["mi rut es 123456785", "mi rut es [ID]"],
  ["10.000.013-K y 10000013-k", "[ID] y [ID]"],
  ["12.345.678\u20135", "[ID]"],
  ["12\u00a0345\u00a0678-5", "[ID]"],
  ["\uff11\uff12\uff0e\uff13\uff14\uff15\uff0e\uff16\uff17\uff18\uff0d\uff15", "[ID]"],
])("replaces RUTs with a right check digit in %j", (text, masked) => {
  expect(masker.text(text)).toBe(masked);
});

it("leaves what looks like a RUT and has a wrong check digit, unless a word calls it one", () => {
  expect(masker.text("pieza 12.345.678-4")).toBe("pieza 12.345.678-4");
  expect(masker.text("RUT 12.345.678-4")).toBe("RUT [ID]");
});

it.each([
  ["tel +56 9 8765 4321", "tel [PHONE]"],
  ["(+56) 9 8765 4321", "[PHONE]"],
  ["9 8765 4321 o (2) 2345 6789", "[PHONE] o [PHONE]"],
  ["987654321", "[PHONE]"],
  ["fono 22345678", "fono [PHONE]"],
  ["+1 (212) 555-0123", "[PHONE]"],
  ["+34 612 34 56 78", "[PHONE]"],
])("replaces phone numbers in %j", (text, masked) => {
  expect(masker.text(text)).toBe(masked);
});

it.each([
  ["sk-proj-abcdefghijk1234567890ABCDEF", "[TOKEN]"],
  ["curl -H 'Authorization: Bearer abc.def1-234567'", "curl -H 'Authorization: Bearer [TOKEN]'"],
  ["postgres://app:s3cret@db.internal:5432/x", "postgres://[TOKEN]@db.internal:5432/x"],
  ["password=hunter2&next=1", "password=[TOKEN]&next=1"],
  ["-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----", "[TOKEN]"],
])("replaces secrets in %j", (text, masked) => {
  expect(masker.text(text)).toBe(masked);
});

it.each([
  "2024-01-15 10:20:30.123456789",
  "550e8400-e29b-41d4-a716-446655440000",
  "total $ 1.234.567 por 3 unidades, folio 987654321",
  "v18.3.0-canary.20240115 en 192.168.100.200:8080",
  "react@18.3.0 logo@2x.png git@github.com:owner/repository.git",
  "arn:aws:s3:us-east-1:123456789012:bucket",
  "const password = process.env.PASSWORD; // basic understanding",
])("leaves %j alone", (text) => {
  expect(masker.text(text)).toBe(text);
});

it("replaces what a word tells of only once a label has brought the two together, so that a second time finds nothing", () => {
  const text = `fono ${"a".repeat(60)}@example.com 22345678`;
  expect(masker.text(text)).toBe("fono [EMAIL] [PHONE]");
});

it("reads long texts again around what was replaced", () => {
  const prose = "nada que ver aquí ".repeat(400);
  const text = `${prose}fono ${"a".repeat(60)}@example.com 22345678 ${prose}`;
  expect(masker.text(text)).toBe(`${prose}fono [EMAIL] [PHONE] ${prose}`);
});

it("counts what it replaced, by class", () => {
  const tally = new Tally();
  masker.text("ana@example.com, luis@example.com y +56 9 8765 4321", tally);
  expect(tally.replaced).toEqual({ email: 2, phone: 1 });
  expect(tally.total).toBe(3);
});
