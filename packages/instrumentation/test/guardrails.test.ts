import { guardAnswer, TOXIC_TERMS, toxicTerms, truncateWords } from "@langfuse-aws/instrumentation";

it.each([
  ["uno dos tres", 3, "uno dos tres"],
  ["uno dos, tres", 2, "uno dos…"],
  ["  line one\nline two ", 3, "  line one\nline…"],
  ["one — two", 2, "one — two"],
  ["one", 0, "…"],
  ["", 0, ""],
])("cuts %j to %d words", (text, maxWords, expected) => {
  expect(truncateWords(text, maxWords).text).toBe(expected);
});

it.each([
  ["Eres un IDIOTA.", ["idiota"]],
  ["eres un idiooooota!!!", ["idiota"]],
  ["1d10t4", ["idiota"]],
  ["You're stupid", ["you're stupid", "youre stupid"]],
  ["¡Hijo   de\nputa!", ["hijo de puta", "puta"]],
  ["Que imbécil", ["imbecil"]],
  ["vou te matar amanhã", ["vou te matar"]],
  ["a$$hole", ["asshole"]],
])("finds what is toxic in %j", (text, expected) => {
  expect(toxicTerms(text).sort()).toEqual([...expected].sort());
});

it.each([
  "El asno y la zorra son animales de una fábula.",
  "Su número de pedido es 15371 y cuesta $4.500.",
  "La computadora disputa el resultado; la reputación importa.",
  "The Scunthorpe assessment of classic cocktails passed!",
  "How do I kill a stuck process and shoot a photo?",
  "O burro carrega a merenda; o relatório está pronto.",
  "El año pasado comimos en la playa.",
])("lets pass %j", (text) => {
  expect(toxicTerms(text)).toEqual([]);
});

it("finds every term of its own list, in capitals too", () => {
  expect(TOXIC_TERMS.filter((term) => !toxicTerms(`¿${term.toUpperCase()}?`).includes(term))).toEqual([]);
  expect(new Set(TOXIC_TERMS).size).toBe(TOXIC_TERMS.length);
});

it("looks also at what it cuts off, and knows an answer that says nothing", () => {
  expect(guardAnswer("todo bien, idiota", { maxWords: 2 })).toMatchObject({
    text: "todo bien…",
    isSafe: false,
  });
  expect(guardAnswer(" … \n", { maxWords: 2 })).toMatchObject({ isNonEmpty: false, isSafe: true });
});
