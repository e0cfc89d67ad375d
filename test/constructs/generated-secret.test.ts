import { GeneratedSecret, type GeneratedSecretProps } from "../../constructs/generated-secret";
import { synthesizeConstruct } from "../support/construct";

const props: GeneratedSecretProps = {
  name: "langfuse-test/thing",
  description: "A thing",
  keyArn: "key",
  alphabet: "alphanumeric",
  length: 48,
  generation: 1,
  protect: true,
};

function secret(change: Partial<GeneratedSecretProps> = {}) {
  const json = synthesizeConstruct((stack) => {
    new GeneratedSecret(stack, "thing", { ...props, ...change });
  });
  return {
    json,
    secret: json.resource?.aws_secretsmanager_secret?.thing_secret,
    version: json.resource?.aws_secretsmanager_secret_version?.thing_version,
    random: json.ephemeral?.aws_secretsmanager_random_password?.thing_value,
  };
}

it("hands the random value to a write-only argument and to nothing else", () => {
  const { json, version } = secret();
  const value = `\${ephemeral.aws_secretsmanager_random_password.thing_value.random_password}`;
  expect(version).toMatchObject({ secret_string_wo: value });
  expect(JSON.stringify(json).split("ephemeral.")).toHaveLength(2);
});

it("is encrypted with the given key", () => {
  expect(secret().secret).toMatchObject({ name: "langfuse-test/thing", kms_key_id: "key" });
});

it("writes a new value when its generation changes, because nothing else changes the version", () => {
  expect(secret({ generation: 3 }).version).toMatchObject({
    secret_string_wo_version: 3,
    lifecycle: { prevent_destroy: false },
  });
});

it("refuses a new value of what cannot be replaced", () => {
  expect(secret({ generation: "irreplaceable" }).version).toMatchObject({
    secret_string_wo_version: 1,
    lifecycle: { prevent_destroy: true },
  });
});

it("is kept for 30 days after a deletion, which it refuses", () => {
  expect(secret().secret).toMatchObject({
    recovery_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
});

it("goes at once and leaves its name free where nothing is protected", () => {
  const { secret: unprotected, version } = secret({ protect: false, generation: "irreplaceable" });
  expect(unprotected).toMatchObject({ recovery_window_in_days: 0, lifecycle: { prevent_destroy: false } });
  expect(version).toMatchObject({ lifecycle: { prevent_destroy: false } });
});

/** What GetRandomPassword chooses from: all printable characters but the space, less what the request excludes. */
function alphabetOf(random: Record<string, unknown> | undefined): string {
  const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));
  return printable
    .filter((character) => random?.exclude_punctuation !== true || /[a-z0-9]/i.test(character))
    .filter((character) => random?.exclude_uppercase !== true || !/[A-Z]/.test(character))
    .filter((character) => !String(random?.exclude_characters ?? "").includes(character))
    .join("");
}

it("draws from letters and digits, which need no encoding in a URL", () => {
  expect(alphabetOf(secret().random)).toBe("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
});

it("draws from hexadecimal digits only where a key is read as hexadecimal", () => {
  const { random } = secret({ alphabet: "hexadecimal", length: 64 });
  expect(alphabetOf(random)).toBe("0123456789abcdef");
  expect(random).toMatchObject({ password_length: 64 });
});
