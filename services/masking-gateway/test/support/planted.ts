/** Values that must never arrive, one of each class; the phone and the id in two ways of writing. */
export const PLANTED = [
  "ana.perez@example.com",
  "12.345.678-5",
  "+56987654321",
  "sk-proj-Zk3v9Qw7Lm2Nx8Rt5Yb1Cd4F",
  "4111 1111 1111 1111",
];

/** All of them in a text, two behind an escape of JSON. */
export const TEXT = `Hola\n${PLANTED.join("\t")} gracias`;

/** What of them is found in a text: as it stands, or all of them in base64, as OTLP's JSON holds bytes. */
export function leaks(text: string): readonly string[] {
  return [...PLANTED, Buffer.from(TEXT).toString("base64")].filter(
    (value) => text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1)),
  );
}

/** TEXT in every place where a nested value can have one, its keys included. */
export const NESTED = {
  text: TEXT,
  list: [TEXT, { deep: [[TEXT]] }],
  [`key ${PLANTED[0]}`]: 1,
  json: JSON.stringify({ inner: TEXT, fono: 987654321 }),
};
