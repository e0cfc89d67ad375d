import { randomInt } from "node:crypto";
import { bodyOf, type Call, json, type Layer } from "./call";

const CLASSES = {
  Uppercase: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  Lowercase: "abcdefghijklmnopqrstuvwxyz",
  Numbers: "0123456789",
  Punctuation: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
};

/** Words that make a canary recognizable to a human who meets it in a log; the first that the alphabet allows. */
const WORDS = ["CANARY", "canary", "facade"];

/** Hands out passwords that can be searched for afterwards. */
export class Canaries {
  /** Every value handed out so far. */
  readonly values: string[] = [];

  readonly layer: Layer = async (call, next) =>
    call.service === "secretsmanager" && call.operation === "GetRandomPassword"
      ? json({ RandomPassword: this.next(alphabetOf(call), lengthOf(call)) })
      : next(call);

  /** A new canary of a length, made of the letters of an alphabet. */
  next(alphabet: string, length: number): string {
    const word = WORDS.find((candidate) => [...candidate].every((letter) => alphabet.includes(letter))) ?? "";
    const rest = Array.from({ length: length - word.length }, () => alphabet[randomInt(alphabet.length)]);
    const value = `${word}${rest.join("")}`;
    this.values.push(value);
    return value;
  }
}

function alphabetOf(call: Call): string {
  const request = bodyOf(call);
  const excluded = String(request.ExcludeCharacters ?? "");
  return Object.entries(CLASSES)
    .filter(([name]) => request[`Exclude${name}`] !== true)
    .flatMap(([, letters]) => [...letters])
    .filter((letter) => !excluded.includes(letter))
    .join("");
}

function lengthOf(call: Call): number {
  return Number(bodyOf(call).PasswordLength ?? 32);
}
