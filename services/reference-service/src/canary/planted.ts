/** Synthetic values, one of each class, that the canary plants and that must never be readable in Langfuse. None is
 *  anybody's: a reserved domain, examples of issuers and registries, and a key put together here, so that no scanner of
 *  secrets takes it for one. */
export const PLANTED = {
  email: "canary.planted@example.com",
  phone: "+56 9 8765 4321",
  rut: "12.345.678-5",
  card: "4111 1111 1111 1111",
  iban: "ES91 2100 0418 4502 0005 1332",
  token: ["sk", "proj", "canaryPLANTED0123456789abcdefABCDEF"].join("-"),
  media: `data:text/plain;base64,${Buffer.from("a picture of the canary").toString("base64")}`,
  user_id: "canary.user@example.com",
} as const;

export type PlantedClass = keyof typeof PLANTED;

export const PLANTED_CLASSES = Object.keys(PLANTED) as readonly PlantedClass[]; // an object's own keys

const { user_id: _, ...IN_TEXT } = PLANTED;

/** All of them but the user's id in one text, some behind what becomes an escape in JSON. */
export const PLANTED_TEXT = `planted:\n${Object.values(IN_TEXT).join("\n\t")}\nno more`;

/** The same as an object, each below 200 characters: what Langfuse shows of a value of metadata. */
export const PLANTED_OBJECT = {
  contact: { mail: IN_TEXT.email, fono: IN_TEXT.phone, documento: IN_TEXT.rut },
  payment: { card: IN_TEXT.card, iban: IN_TEXT.iban },
  access: IN_TEXT.token,
  picture: IN_TEXT.media,
  nested: JSON.stringify({ said: `soy ${IN_TEXT.email}\n${IN_TEXT.rut}` }),
} as const;

/** As tags. */
export const PLANTED_TAGS: readonly string[] = Object.values(IN_TEXT).map((value) => `canary ${value}`);

/** What stands for the classes once they are masked. */
export const LABELS = ["[EMAIL]", "[PHONE]", "[ID]", "[TOKEN]", "[MEDIA]"] as const;

/** Digits and letters in this order, however they are separated, and not as a part of something longer. */
const LOOSE = new Map(
  (["phone", "rut", "card", "iban"] as const).map((name) => {
    const characters = PLANTED[name].replace(/[^0-9A-Za-z]/g, "");
    const pattern = [...characters].join("[\\s.()-]*");
    return [name as PlantedClass, new RegExp(`(?<![0-9A-Za-z])${pattern}(?![0-9A-Za-z])`, "i")] as const;
  }),
);

/** The classes of which a planted value stands in a text, as it was or with other separators. */
export function leakedClasses(text: string): readonly PlantedClass[] {
  const lower = text.toLowerCase();
  return PLANTED_CLASSES.filter(
    (name) => lower.includes(PLANTED[name].toLowerCase()) || LOOSE.get(name)?.test(text),
  );
}
