import type { Random } from "./random";

/** A number with its check digits, computed from what the authorities publish and not from the engine's own code. */
export interface IdSample {
  readonly value: string;
  /** A word that has to stand before it, for forms that other numbers have too. */
  readonly word?: string;
}

/** The check digit of a RUT by the definition: the series 2 to 7 from the right, 11 less the rest. */
export function rutCheck(body: number): string {
  let sum = 0;
  let series = 2;
  for (let rest = body; rest > 0; rest = Math.floor(rest / 10)) {
    sum += (rest % 10) * series;
    series = series === 7 ? 2 : series + 1;
  }
  return "0123456789K0"[(11 - (sum % 11)) % 11] ?? "0";
}

export function thousands(number: number, separator: string): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, separator);
}

/** A RUT with its check digit apart: `12.345.678-5`, `12345678-5`, and what keyboards and phones make of it. */
export function formattedRut(random: Random): string {
  const body = random.int(1_000_001, 27_999_999);
  const check = random.chance(0.5) ? rutCheck(body) : rutCheck(body).toLowerCase();
  return random.pick([
    () => `${thousands(body, ".")}-${check}`,
    () => `${thousands(body, ".")}-${check}`,
    () => `${body}-${check}`,
    () => `${body}-${check}`,
    () => `${thousands(body, ".")}\u2013${check}`,
    () => `${thousands(body, " ")}-${check}`,
    () => `${thousands(body, "\u00a0")}-${check}`,
    () => `${thousands(body, ",")}-${check}`,
    () => `${thousands(body, ".")} - ${check}`,
  ])();
}

/** A RUT without anything between its digits. */
export function bareRut(random: Random): IdSample {
  const body = random.int(1_000_001, 27_999_999);
  return {
    value: `${body}${rutCheck(body)}`,
    word: random.pick(["RUT", "rut:", "mi RUT es", "R.U.T.", "RUN"]),
  };
}

function modulo11(digits: string, weights: readonly number[]): number {
  return [...digits].reduce((sum, digit, index) => sum + Number(digit) * (weights[index] ?? 0), 0) % 11;
}

function cuit(random: Random): IdSample {
  const body = `${random.pick(["20", "27", "23", "30"])}${random.int(10_000_000, 45_999_999)}`;
  const rest = modulo11(body, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
  if (rest === 1) return cuit(random);
  const check = rest === 0 ? 0 : 11 - rest;
  return { value: `${body.slice(0, 2)}-${body.slice(2)}-${check}` };
}

function cpf(random: Random): IdSample {
  const digit = (digits: string) => {
    const rest = modulo11(
      digits,
      Array.from(digits, (_, index) => digits.length + 1 - index),
    );
    return rest < 2 ? 0 : 11 - rest;
  };
  const body = String(random.int(100_000_000, 899_999_999));
  const one = `${body}${digit(body)}`;
  const all = `${one}${digit(one)}`;
  return { value: `${all.slice(0, 3)}.${all.slice(3, 6)}.${all.slice(6, 9)}-${all.slice(9)}` };
}

function ssn(random: Random): IdSample {
  const area = String(random.pick([random.int(1, 665), random.int(667, 899)])).padStart(3, "0");
  return {
    value: `${area}-${String(random.int(1, 99)).padStart(2, "0")}-${String(random.int(1, 9999)).padStart(4, "0")}`,
  };
}

function card(random: Random): IdSample {
  const [prefix, length, groups] = random.pick([
    ["4", 16, [4, 4, 4, 4]],
    ["52", 16, [4, 4, 4, 4]],
    ["2221", 16, [4, 4, 4, 4]],
    ["37", 15, [4, 6, 5]],
    ["6011", 16, [4, 4, 4, 4]],
  ] as const);
  const body = prefix + random.digits(length - prefix.length - 1);
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + Math.floor(doubled / 10) + (doubled % 10);
  }, 0);
  const all = `${body}${(10 - (sum % 10)) % 10}`;
  const separator = random.pick(["", " ", "-"]);
  const starts = groups.map((_, index) =>
    groups.slice(0, index).reduce<number>((sum, size) => sum + size, 0),
  );
  return {
    value: groups.map((size, index) => all.slice(starts[index], (starts[index] ?? 0) + size)).join(separator),
  };
}

function iban(random: Random): IdSample {
  const [country, form] = random.pick([
    ["ES", "####################"],
    ["DE", "##################"],
    ["GB", "NWBK##############"],
    ["FR", "#######################"],
  ] as const);
  const account = form.replace(/#/g, () => random.digits(1));
  const numeric = `${account}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  const check = String(98n - (BigInt(numeric) % 97n)).padStart(2, "0");
  const all = `${country}${check}${account}`;
  return { value: random.chance(0.5) ? all : all.replace(/(.{4})(?=.)/g, "$1 ") };
}

const UNCHECKED: readonly (readonly [word: string, form: () => (random: Random) => string])[] = [
  ["DNI", () => (random) => thousands(random.int(5_000_000, 48_999_999), ".")],
  ["DNI", () => (random) => String(random.int(10_000_000, 79_999_999))],
  ["cédula de ciudadanía", () => (random) => thousands(random.int(1_000_000_000, 1_199_999_999), ".")],
  ["C.C.", () => (random) => String(random.int(1_000_000_000, 1_199_999_999))],
  ["cédula", () => (random) => `V-${thousands(random.int(5_000_000, 29_999_999), ".")}`],
];

function unchecked(random: Random): IdSample {
  const [word, form] = random.pick(UNCHECKED);
  return { value: form()(random), word };
}

/** Ids of the neighbours, the United States and banks. */
export function otherId(random: Random): IdSample {
  return random.pick([cuit, cpf, ssn, card, iban, unchecked])(random);
}
