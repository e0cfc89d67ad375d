import type { Call, Reply } from "./call";

/** Structure of a request or a reply of the query protocol. */
export type Fields = Readonly<Record<string, unknown>>;

/** Parameters such as `Tags.Tag.1.Key=a` as an object such as `{ Tags: [{ Key: "a" }] }`. */
export function fieldsOf(parameters: URLSearchParams): Fields {
  const root: Record<string, unknown> = {};
  for (const [name, value] of parameters) insert(root, name.split("."), value);
  return Object.fromEntries(Object.entries(root).map(([name, value]) => [name, withoutWrappers(value)]));
}

/** A reply in XML; `members` names the elements of lists that are not called `member`. */
export function queryReply(
  { operation }: Call,
  fields: Fields,
  members: Readonly<Record<string, string>> = {},
): Reply {
  const result = elements(fields, members);
  return xmlReply(
    200,
    `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`,
  );
}

/** Thrown by a layer to refuse a call as AWS would. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  /** As the query protocol writes it. */
  get reply(): Reply {
    const error = elements({ Type: "Sender", Code: this.code, Message: this.message }, {});
    return xmlReply(400, `<ErrorResponse><Error>${error}</Error></ErrorResponse>`);
  }
}

function xmlReply(status: number, text: string): Reply {
  return { status, headers: { "content-type": "text/xml" }, body: Buffer.from(text) };
}

function insert(
  target: Record<string, unknown>,
  [first = "", ...rest]: readonly string[],
  value: string,
): void {
  if (rest.length === 0) target[first] = value;
  else {
    target[first] ??= {};
    insert(target[first] as Record<string, unknown>, rest, value); // made by the line above
  }
}

/** Turns `{ Tag: { 1: a, 2: b } }` into `[a, b]`: the protocol writes lists as numbered parameters. */
function withoutWrappers(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, withoutWrappers(inner)] as const);
  if (entries.every(([name]) => /^\d+$/.test(name))) return entries.map(([, inner]) => inner);
  const [[, only] = []] = entries;
  return entries.length === 1 && Array.isArray(only) ? only : Object.fromEntries(entries);
}

function elements(value: unknown, members: Readonly<Record<string, string>>): string {
  if (typeof value !== "object" || value === null) return escaped(String(value));
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => {
      const member = members[name] ?? "member";
      const content = Array.isArray(inner)
        ? inner.map((item) => `<${member}>${elements(item, members)}</${member}>`).join("")
        : elements(inner, members);
      return `<${name}>${content}</${name}>`;
    })
    .join("");
}

/** Text as XML writes it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
