/** How a country writes one of its numbers, and what tells it from any other number. */
export interface NationalId {
  readonly country: string;
  readonly name: string;
  /** Ways to write it that nobody writes by chance: they need a right check digit, or a word before them. */
  readonly formatted: readonly string[];
  /** Ways that other numbers have too: they need the word as well as the check digit. */
  readonly bare: readonly string[];
  /** Words before the number, lower-case, without accents and full stops. */
  readonly words: ReadonlySet<string>;
  /** What may stand right before it instead of a word.
   *  @default nothing does */
  readonly prefix?: RegExp;
  /** Whether the check digits are right; always true where there are none. */
  readonly isValid: (digits: string) => boolean;
}

/** The sum of each digit times its weight. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}
