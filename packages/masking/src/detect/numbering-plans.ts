import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  Metadata,
} from "libphonenumber-js";

/** What libphonenumber knows of a country's numbers. Its parser takes microseconds; its patterns alone take none, and
 *  say the same of digits that were found already. */
interface Plan {
  readonly lengths: readonly number[];
  readonly pattern: RegExp;
  /** Dialled before a number of another area: `0`. */
  readonly trunk: string;
}

/** Of libphonenumber-js's own class, whose type declares less than it has; a test holds it against the parser. */
interface PatternedPlan {
  nationalNumberPattern(): string;
  nationalPrefix(): string | undefined;
}

function planOf(country: CountryCode): Plan {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const numbering = metadata.numberingPlan;
  if (numbering === undefined) throw new Error(`libphonenumber has no plan of '${country}'; leave it out`);
  const patterned = numbering as unknown as PatternedPlan; // See above.
  return {
    lengths: numbering.possibleLengths(),
    pattern: new RegExp(`^(?:${patterned.nationalNumberPattern()})$`),
    trunk: patterned.nationalPrefix() ?? "",
  };
}

/** Countries by what is dialled for them; `1` and `7` are several. */
const CALLING_CODES = new Map<string, CountryCode[]>();
for (const country of getCountries()) {
  const code = String(getCountryCallingCode(country));
  CALLING_CODES.set(code, [...(CALLING_CODES.get(code) ?? []), country]);
}

/** Patterns of numbers by how many digits they have, some behind the digits that leave an area. */
type ByLength = ReadonlyMap<number, readonly { readonly pattern: RegExp; readonly trunk: string }[]>;

function byLength(countries: readonly CountryCode[]): ByLength {
  const table = new Map<number, { pattern: RegExp; trunk: string }[]>();
  for (const country of countries) {
    const { lengths, pattern, trunk } = planOf(country);
    for (const length of lengths)
      for (const before of trunk === "" ? [""] : ["", trunk]) {
        const total = length + before.length;
        table.set(total, [...(table.get(total) ?? []), { pattern, trunk: before }]);
      }
  }
  return table;
}

function isNumberIn(table: ByLength, digits: string): boolean {
  const plans = table.get(digits.length);
  if (plans === undefined) return false;
  return plans.some(({ pattern, trunk }) =>
    trunk === ""
      ? pattern.test(digits)
      : digits.startsWith(trunk) && pattern.test(digits.slice(trunk.length)),
  );
}

const tables = new Map<string, ByLength>();

/** The numbers behind a calling code, read when one is dialled. */
function tableOf(code: string, countries: readonly CountryCode[]): ByLength {
  const known = tables.get(code);
  if (known !== undefined) return known;
  const table = byLength(countries);
  tables.set(code, table);
  return table;
}

/** Splits off the calling code; undefined if the digits start with none. */
function dialled(digits: string): { readonly table: ByLength; readonly rest: string } | undefined {
  for (let length = 1; length <= 3; length++) {
    const code = digits.slice(0, length);
    const countries = CALLING_CODES.get(code);
    if (countries !== undefined) return { table: tableOf(code, countries), rest: digits.slice(length) };
  }
  return undefined;
}

/** Whether the digits, behind a `+`, are a number anywhere. */
export function isInternationalNumber(digits: string): boolean {
  const number = dialled(digits);
  return number !== undefined && isNumberIn(number.table, number.rest);
}

/** Whether the digits, behind a `+`, have the length of some number of the country dialled. */
export function isPossibleNumber(digits: string): boolean {
  const number = dialled(digits);
  return number?.table.has(number.rest.length) === true;
}

/** Tells whether digits are a number of one of the countries; those that libphonenumber does not know are left out. */
export function nationalNumbers(countries: readonly string[]): (digits: string) => boolean {
  const table = byLength(countries.filter((country) => isSupportedCountry(country)));
  return (digits) => isNumberIn(table, digits);
}
