/** At most so many words, as they stand, and an ellipsis where something is left out. A word is what stands between
 *  spaces and has a letter or a digit: dashes and emoji are kept and not counted. */
export function truncateWords(text: string, maxWords: number): { text: string; isTruncated: boolean } {
  const words = [...text.matchAll(/\S+/g)].filter(([word]) => /[\p{L}\p{N}]/u.test(word));
  if (words.length <= maxWords) return { text, isTruncated: false };
  const last = words[Math.floor(maxWords) - 1];
  if (!last) return { text: "…", isTruncated: true };
  const kept = text.slice(0, last.index + last[0].length).replace(/[.,;:…]+$/u, "");
  return { text: `${kept}…`, isTruncated: true };
}
