import { type CountryCode, getCountries, getExampleNumber, isValidPhoneNumber } from "libphonenumber-js";
import examples from "libphonenumber-js/mobile/examples";
import type { Random } from "./random";

export interface PhoneSample {
  readonly value: string;
  /** Whether a word has to say that it is a phone number: national forms of countries that nobody is in. */
  readonly needsWord: boolean;
}

type Form = (random: Random) => string;
const digit = (random: Random, min = 0) => String(random.int(min, 9));
/** `#` is any digit, `N` one from 2 to 9. */
const fill =
  (form: string): Form =>
  (random) =>
    form.replace(/[#N]/g, (mark) => digit(random, mark === "N" ? 2 : 0));

/** How people write numbers of their own country, collected from how companies print them. */
const NATIONAL: Readonly<Record<string, readonly string[]>> = {
  CL: [
    "9 N### ####",
    "9N#######",
    "9 N#######",
    "9N### ####",
    "9-N###-####",
    "(2) 2### ####",
    "2 2### ####",
    "(+56) 9 N### ####",
    "569N#######",
    "56 9 N### ####",
    "9 N##-## ###",
  ],
  AR: ["11 4###-####", "(011) 4###-####", "11-5###-####", "0351 4##-####", "(0341) 4##-####"],
  BR: ["(11) 9N###-####", "11 9N###-####", "(21) 3###-####", "(85) 9 9###-####"],
  PE: ["9N# ### ###", "9N#-###-###", "(01) 4##-####", "9N#######"],
  CO: ["300 N## ####", "310-N##-####", "(601) 3## ####", "320 N######"],
  MX: ["55 5### ####", "(55) 5### ####", "33-3###-####", "81 8### ####"],
  UY: ["099 ### ###", "094 ### ###"],
  EC: ["099 ### ####", "098-###-####"],
  US: ["(212) N##-####", "212-N##-####", "(415) N##-####", "305.N##.####"],
  ES: ["612 34 ## ##", "91 4## ## ##", "654 ### ###"],
};

/** Forms that only a word tells from other numbers. */
const WITH_WORD = ["2#######", "22 ### ####", "4###-####", "N##-####", "11 4#######", "3#########"];

/** A number in the form of its country, checked with libphonenumber's data where that knows better than we. */
export function nationalPhone(random: Random): PhoneSample {
  for (;;) {
    const country = random.pick(Object.keys(NATIONAL));
    const value = fill(random.pick(NATIONAL[country] ?? []))(random);
    if (isValidPhoneNumber(value, country as CountryCode)) return { value, needsWord: false };
  }
}

export function vaguePhone(random: Random): PhoneSample {
  for (;;) {
    const value = fill(random.pick(WITH_WORD))(random);
    if (["CL", "AR", "PE", "CO"].some((country) => isValidPhoneNumber(value, country as CountryCode)))
      return { value, needsWord: true };
  }
}

/** A mobile number of any country of the world, in one of the usual international forms. */
export function internationalPhone(random: Random): PhoneSample {
  for (;;) {
    const country = random.chance(0.4) ? "CL" : random.pick(getCountries());
    const example = getExampleNumber(country, examples);
    if (example === undefined) continue;
    const number = String(example.number);
    const changed = number.slice(0, -4) + random.digits(4);
    if (!isValidPhoneNumber(changed)) continue;
    const spaced = getSpaced(country, changed) ?? changed;
    const value = random.pick([
      () => changed,
      () => spaced,
      () => spaced.replaceAll(" ", "-"),
      () => spaced.replaceAll(" ", "."),
      () => spaced.replaceAll(" ", "\u00a0"),
      () => spaced.replace(/^(\+\d+)/, "($1)"),
    ])();
    return { value, needsWord: false };
  }
}

function getSpaced(country: CountryCode, number: string): string | undefined {
  const example = getExampleNumber(country, examples);
  if (example === undefined) return undefined;
  const form = example.formatInternational();
  let index = 0;
  const digits = number.replace(/\D/g, "");
  return form.replace(/\d/g, () => digits[index++] ?? "");
}
