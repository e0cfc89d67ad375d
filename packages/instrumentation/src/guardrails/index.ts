import { toxicTerms } from "./toxicity";
import { truncateWords } from "./truncate";

/** What the guardrails found in an answer. */
export interface Verdict {
  /** The answer, no longer than it may be. */
  readonly text: string;
  readonly isTruncated: boolean;
  /** Whether it says anything: score `non_empty_answer`. */
  readonly isNonEmpty: boolean;
  /** Whether no insult, slur or threat was found: score `toxicity_safe`. What to do if not is the service's choice. */
  readonly isSafe: boolean;
}

/** Looks at all of an answer, also at what is cut off. */
export function guardAnswer(answer: string, { maxWords }: { readonly maxWords: number }): Verdict {
  return {
    ...truncateWords(answer, maxWords),
    isNonEmpty: /[\p{L}\p{N}]/u.test(answer),
    isSafe: toxicTerms(answer).length === 0,
  };
}
