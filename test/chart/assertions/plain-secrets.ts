import { type Assertion, everyRelease } from "../assertion";
import { at, type KubernetesObject, nameOf } from "../kubernetes";

/** Whatever stands in an object can be read by everyone who may list objects, and stands in Terraform's state. */
export const noPlainSecrets: Assertion = {
  name: "no object holds a secret value",
  concerns: everyRelease,
  problems: ({ objects }) =>
    objects
      .filter(({ kind }) => kind !== "CustomResourceDefinition")
      .flatMap((object) => secretsOf(object).map((problem) => `${nameOf(object)}: ${problem}`)),
};

/** Texts that are credentials wherever they stand. */
const credentials: Readonly<Record<string, RegExp>> = {
  "an AWS access key": /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  "a private key": /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  "a Langfuse secret key": /\bsk-lf-[\w-]{8,}/,
  "a Langfuse licence": /\blangfuse_(ee|pro)_\w+/,
  "a GitHub token": /\bgh[pousr]_\w{20,}/,
  "a web token": /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\./,
  // `$(NAME)` is filled in by Kubernetes when the container starts.
  "a URL with a password": /\b[a-z][a-z0-9+]*:\/\/[^\s/:@]*:(?!\$\([A-Z_]+\)@)[^\s/@]+@/i,
};

/** Names of variables and fields whose value is a secret. */
const secretName =
  /(password|passwd|secret|token|salt|encryption[_-]?key|api[_-]?key|private[_-]?key|credential)s?$/i;

/** Public, and random to the eye. */
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** What looks like a secret in one object. */
export function secretsOf(object: KubernetesObject): string[] {
  const data =
    object.kind === "Secret" ? { ...Object(at(object, "data")), ...Object(at(object, "stringData")) } : {};
  const filled = Object.keys(data).filter((key) => data[key] !== "");
  return [
    ...filled.map((key) => `holds a value for '${key}'; sync it with an ExternalSecret`),
    ...scan(object, []),
  ];
}

function scan(value: unknown, path: readonly string[]): string[] {
  if (typeof value === "string") return textProblems(value, path);
  if (typeof value !== "object" || value === null) return [];
  const variable = at(value, "name");
  const text = at(value, "value");
  if (typeof variable === "string" && typeof text === "string")
    return textProblems(text, [...path.slice(0, -1), variable]);
  return Object.entries(value).flatMap(([field, inner]) => scan(inner, [...path, field]));
}

function textProblems(text: string, path: readonly string[]): string[] {
  const field = path.at(-1) ?? "";
  if (field.startsWith("checksum/")) return [];
  const place = path.join(".");
  const found = Object.entries(credentials)
    .filter(([, pattern]) => pattern.test(text))
    .map(([what]) => `${place} is ${what}`);
  if (found.length > 0) return found;
  if (secretName.test(field) && isLiteral(text, path)) return [`${place} is written out; refer to a Secret`];
  return text
    .replace(CERTIFICATE, "")
    .split(/[\s"'`,;(){}[\]<>]+/)
    .some(isRandom)
    ? [`${place} holds what looks like a random key`]
    : [];
}

/** Texts that stand where a secret would, and are none. */
const placeholders = [
  // Langfuse offers an identity provider only when it has a client secret; with PKCE alone nobody asks for it.
  "none-because-the-client-is-public",
];

/** Not a reference that Kubernetes fills in, a switch, or the path of a file. */
function isLiteral(text: string, path: readonly string[]): boolean {
  return (
    !placeholders.includes(text) &&
    !/^(\$\([A-Z_]+\)|true|false|\/.*)?$/.test(text) &&
    !path.includes("annotations")
  );
}

/** Keys and passwords out of a generator: long, without structure. Digests are public. */
function isRandom(word: string): boolean {
  if (word.includes("sha256:")) return false;
  return word.split(/[:/=@.]/).some((part) => {
    if (/^[0-9a-f]{32,}$/i.test(part)) return true;
    const mixed = /[a-z]/.test(part) && /[A-Z]/.test(part) && /\d/.test(part);
    return part.length >= 24 && mixed && entropyBits(part) >= 4.2;
  });
}

/** Shannon's measure per character: English words stay near 3.5, random base64 reaches 4.5 and more. */
function entropyBits(text: string): number {
  const counts = [...new Set(text)].map((character) => text.split(character).length - 1);
  return -counts.reduce((sum, count) => sum + (count / text.length) * Math.log2(count / text.length), 0);
}
