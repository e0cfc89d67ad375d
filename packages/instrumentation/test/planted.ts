/** Synthetic values of each class, made up for these tests: none is anybody's. */
export const PLANTED = {
  email: "ana.planted@example.com",
  id: "12.345.678-5",
  phone: "+56 9 8765 4321",
  token: "sk-proj-plantedPLANTED0123456789abcdefABCDEF0123456789",
} as const;

/** A text with all of them. */
export const TEXT = Object.values(PLANTED).join(" and ");

/** Values that stand in any of the texts as they were. */
export function leaked(texts: readonly string[]): string[] {
  return Object.values(PLANTED).filter((value) => texts.some((text) => text.includes(value)));
}
