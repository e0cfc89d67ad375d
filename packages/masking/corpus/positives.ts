import { emailAddress } from "./emails";
import { bareRut, formattedRut, otherId } from "./national-ids";
import { internationalPhone, nationalPhone, vaguePhone } from "./phones";
import { Random } from "./random";
import { secret } from "./secrets";
import { neutral, place, withPhoneWord } from "./sentences";
import { split, WRAPPINGS, type Wrapping, wrap } from "./wrap";

export const KINDS = [
  "email",
  "token",
  "formatted RUT",
  "bare RUT",
  "other id",
  "phone",
  "vague phone",
] as const;
export type Kind = (typeof KINDS)[number];

/** A text with one planted value. */
export interface Positive {
  readonly kind: Kind;
  readonly wrapping: Wrapping;
  readonly text: string;
  readonly value: string;
}

/** Texts with planted values, the same for the same seed. */
export function positives(kind: Kind, count: number, seed: number): readonly Positive[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => {
    const wrapping = WRAPPINGS[index % WRAPPINGS.length] ?? "plain";
    const { value, sentence } = planted(kind, random);
    const broken = wrapping === "split" && kind !== "token" ? split(value) : value;
    const text = wrap(
      random,
      wrapping,
      sentence.replace(value, () => broken),
    );
    return { kind, wrapping, text, value };
  });
}

function planted(kind: Kind, random: Random): { value: string; sentence: string } {
  switch (kind) {
    case "email":
      return plain(emailAddress(random), random);
    case "formatted RUT":
      return plain(formattedRut(random), random);
    case "bare RUT":
      return worded(bareRut(random), random);
    case "other id":
      return worded(otherId(random), random);
    case "phone": {
      const { value } = random.chance(0.5) ? nationalPhone(random) : internationalPhone(random);
      return random.chance(0.5) ? plain(value, random) : { value, sentence: withPhoneWord(random, value) };
    }
    case "vague phone": {
      const { value } = vaguePhone(random);
      return { value, sentence: withPhoneWord(random, value) };
    }
    case "token": {
      const { value, frame } = secret(random);
      return { value, sentence: neutral(random, place(random, frame, value)) };
    }
  }
}

function plain(value: string, random: Random): { value: string; sentence: string } {
  return { value, sentence: neutral(random, value) };
}

function worded({ value, word }: { value: string; word?: string }, random: Random) {
  return { value, sentence: neutral(random, word === undefined ? value : `${word} ${value}`) };
}

/** Whether a value can still be read in a text: the whole of it, or a half that would name it. */
export function leaks(masked: string, value: string): boolean {
  const clean = masked.replaceAll("\\u0040", "@").replace(/\\+[nrt"]|\s/g, "");
  const essence = value.replace(/\s/g, "");
  if (essence.length < 8) return clean.includes(essence);
  const half = Math.ceil(essence.length / 2);
  return clean.includes(essence.slice(0, half)) || clean.includes(essence.slice(-half));
}
