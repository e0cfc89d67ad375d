import { createMasker } from "@langfuse-aws/masking";
import { heldOut } from "../corpus/held-out";
import { negatives } from "../corpus/negatives";
import { KINDS, leaks, positives } from "../corpus/positives";

// The same corpora at length, and everything about speed: npm run bench -w packages/masking
const masker = createMasker();
const SEED = 4;

const recall = {
  email: 99.5,
  token: 99.5,
  "formatted RUT": 99.5,
  "bare RUT": 98,
  "other id": 98,
  phone: 98,
  "vague phone": 98,
};

it.each(KINDS)("finds what is promised of %s, however it is wrapped", (kind) => {
  const corpus = positives(kind, 600, SEED);
  const leaked = corpus.filter(({ text, value }) => leaks(masker.text(text), value));
  expect((100 * (corpus.length - leaked.length)) / corpus.length).toBeGreaterThanOrEqual(recall[kind]);
});

it("finds it in texts of another hand", () => {
  const corpus = heldOut(680, SEED);
  const leaked = corpus.filter(({ text, value }) => leaks(masker.text(text), value));
  expect(leaked.length / corpus.length).toBeLessThanOrEqual(0.02);
});

it("alters at most one in a hundred texts that only look alike", () => {
  const corpus = negatives(5000, SEED);
  const altered = corpus.filter(({ text }) => masker.text(text) !== text);
  expect(altered.length / corpus.length).toBeLessThanOrEqual(0.01);
});

it("keeps JSON valid, and masks twice as once", () => {
  const texts = [...KINDS.flatMap((kind) => positives(kind, 300, SEED)), ...negatives(1000, SEED)].map(
    ({ text }) => text,
  );
  for (const text of texts) {
    const masked = masker.text(text);
    expect(masker.text(masked)).toBe(masked);
    if (/^[[{"]/.test(text) && isJson(text)) expect(isJson(masked)).toBe(true);
  }
});

it("knows that a planted value leaks when half of it is left", () => {
  expect(leaks("llame al 9 8765 [PHONE]", "9 8765 4321")).toBe(true);
  expect(leaks("llame al [PHONE]", "9 8765 4321")).toBe(false);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
