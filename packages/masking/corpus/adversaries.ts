/** What is repeated: beginnings of everything that is looked for, and what makes regular expressions backtrack. */
const UNITS = [
  ...'@ a@ a@a. a@b- x. a- A. 1 1- 1. 12.345.678- 12345678K 123-45-678 (1) +56 +1( ( [ { " \\ \\n \\" é 😀 １ = : , %40'.split(
    " ",
  ),
  ..."sk- sk_live_ ghp_ eyJ eyJ- eyJabcdefgh. SG. key- -----BEGIN -----BEGIN\u00a0PRIVATE\u00a0KEY----- password= password:".split(
    " ",
  ),
  ...'://a: ://a@ https:// data: data:image/png;base64, AAAA AAA101 AA11 GB82 a1 A1. a A &#64; \\u0040 \\u000a {"a": [["'.split(
    " ",
  ),
  ..."1_ 12_ 123_ 4111_ 9_8765_4321_ +56_9_8765_4321_ tel_1234567_ rut_123456_ password:_ Bearer_ Basic_a bearer_a1".split(
    " ",
  ),
  "1\u200b",
  " ",
  "\n",
];

/** Hostile texts of a length by what they repeat: as they are, in what starts like JSON, and in JSON. */
export function adversaries(length: number): ReadonlyMap<string, string> {
  return new Map(
    UNITS.flatMap((unit) => {
      const real = unit.replaceAll("_", /^(?:sk_|ghp_)/.test(unit) ? "_" : " ").replaceAll("\u00a0", " ");
      const text = real.repeat(Math.ceil(length / real.length));
      return [
        [real, text],
        [`{"a":"${real}`, `{"a":"${text}`],
        [JSON.stringify([real]), JSON.stringify([text])],
      ] as const;
    }),
  );
}
