import { varint } from "./protobuf";

/** Values of a field: each field has its own, so that what leaks says where it came from. Made up, and nobody's. */
interface Planted {
  readonly field: string;
  readonly values: readonly string[];
  /** As protocol buffers write it. */
  readonly bytes?: Buffer;
}

function rut(number: number): string {
  let [sum, factor] = [0, 2];
  for (const digit of String(number).split("").reverse()) {
    sum += Number(digit) * factor;
    factor = factor === 7 ? 2 : factor + 1;
  }
  const check = ["0", "K", "9", "8", "7", "6", "5", "4", "3", "2", "1"][sum % 11];
  return `${String(number).replace(/\B(?=(\d{3})+$)/g, ".")}-${check}`;
}

/** Plants values, and finds them again in whatever arrived. */
export class Plantation {
  private readonly planted: Planted[] = [];

  /** A text with an address, a national id, a phone number and a key, two behind an escape of JSON. */
  text(field: string): string {
    const index = this.planted.length + 100;
    const [email, token] = [this.email(field), this.token(field)];
    const [id, phone] = [rut(12_000_000 + index * 1009), `+56 9 8${index} 4321`];
    this.planted.push({ field, values: [id, phone] });
    return `Hola\n${email}\t${id} y ${phone} con ${token} gracias`;
  }

  /** Where numbers are left alone: in names of services, models and versions. */
  structural(field: string): string {
    return `v1 ${this.email(field)} ${this.token(field)}`;
  }

  email(field: string): string {
    return this.keep(field, `p${this.planted.length}.planted@example.com`);
  }

  /** A mobile number as a number. */
  number(field: string): number {
    const number = 987_100_000 + this.planted.length;
    this.planted.push({ field, values: [String(number)], bytes: varint(number) });
    return number;
  }

  get fields(): readonly string[] {
    return [...new Set(this.planted.map(({ field }) => field))].sort();
  }

  /** The fields of which something can be read in what arrived: as it stands, behind escapes, or in base64. */
  leaked(bodies: readonly Buffer[]): readonly string[] {
    const everything = bodies.flatMap(views).join("\n");
    const found = this.planted.filter(
      ({ values, bytes }) =>
        values.some((value) => everything.includes(value)) ||
        (bytes !== undefined && bodies.some((body) => body.includes(bytes))),
    );
    return [...new Set(found.map(({ field }) => field))].sort();
  }

  private token(field: string): string {
    return this.keep(
      field,
      `sk-proj-${String(this.planted.length).padStart(5, "0")}plantedPLANTED0123456789abc`,
    );
  }

  private keep(field: string, value: string): string {
    this.planted.push({ field, values: [value] });
    return value;
  }
}

/** A body as it stands, and as those could read it who undo escapes and base64. */
function views(body: Buffer): readonly string[] {
  const text = body.toString("utf8");
  const plain = unescaped(text);
  const decoded = [...plain.matchAll(/[A-Za-z0-9+/_-]{16,}={0,2}/g)].map(([word]) =>
    Buffer.from(word, "base64").toString("utf8"),
  );
  return [text, plain, ...decoded, ...decoded.map(unescaped), percentDecoded(plain)];
}

/** Without the escapes of JSON, of JSON in strings of JSON, and so on. */
function unescaped(text: string): string {
  const once = text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_escape, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\([nrt])/g, " ")
    .replace(/\\(["\\/])/g, "$1");
  return once === text ? text : unescaped(once);
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_escape, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
