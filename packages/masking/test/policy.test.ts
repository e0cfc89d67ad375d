import { createMasker, type MaskingPolicy } from "@langfuse-aws/masking";

const KEY = "0123456789abcdef0123456789abcdef";

function masked(policy: MaskingPolicy, text: string): string {
  return createMasker(policy).text(text);
}

it("looks for what is switched on", () => {
  expect(masked({ classes: { phone: false } }, "ana@example.com 987654321")).toBe("[EMAIL] 987654321");
});

it("uses the policy's labels", () => {
  expect(masked({ labels: { email: "[CORREO]" } }, "ana@example.com")).toBe("[CORREO]");
});

it("lets allowed values and domains stand", () => {
  const allow = { values: ["+56 2 2345 6789"], emailDomains: ["example.com"] };
  expect(masked({ allow }, "soporte@example.com (+56) 2-2345-6789")).toBe(
    "soporte@example.com (+56) 2-2345-6789",
  );
  expect(masked({ allow }, "ana@mail.example.com")).toBe("[EMAIL]");
});

it("runs custom rules", () => {
  const customRules = [{ name: "employee", pattern: "\\bEMP-\\d{6}\\b" }];
  expect(masked({ customRules }, "de EMP-123456 a EMP-1")).toBe("de [EMPLOYEE] a EMP-1");
});

it("hashes users' ids with the key, and leaves a hash alone", () => {
  const masker = createMasker({ userId: { action: "hmac", key: KEY } });
  const hashed = masker.attribute("user.id", "ana@example.com");
  expect(hashed).toMatch(/^user_[0-9a-f]{32}$/);
  expect(masker.attribute("langfuse.user.id", "ana@example.com")).toBe(hashed);
  expect(masker.attribute("user.id", hashed)).toBe(hashed);
  expect(masker.attribute("user.id", "luis@example.com")).not.toBe(hashed);
});

it("drops users' ids", () => {
  expect(createMasker({ userId: { action: "drop" } }).value({ userId: "u1", n: 1 })).toEqual({
    userId: null,
    n: 1,
  });
});

it("tells everything that is wrong with a policy at once", () => {
  const policy: MaskingPolicy = {
    labels: { email: "mail" },
    userId: { action: "hmac", key: "short" },
    customRules: [{ name: "backwards", pattern: "(a+)\\1" }],
  };
  expect(() => createMasker(policy)).toThrow(
    /at labels\.email.*at userId\.key.*at customRules\[0\]\.pattern/s,
  );
});
