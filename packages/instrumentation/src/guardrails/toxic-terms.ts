/** Insults, slurs and threats that no answer of a service has a reason to contain, in Spanish, English and Portuguese.
 *  Reviewed one by one: words that also mean something harmless ("zorra", "burro", "asno", "crazy") are left out, and a
 *  test holds the list against sentences that must pass. Without accents except on n, in lower case. */
export const TOXIC_TERMS: readonly string[] = [
  // Spanish
  ...["cabron", "cabrona", "conchetumare", "concha de tu madre", "culiado", "culiao", "estupida", "estupido"],
  ...["gilipollas", "hijo de puta", "hijueputa", "idiota", "imbecil", "malparido", "marica", "maricon"],
  ...["mierda", "muerete", "ojala te mueras", "pelotudo", "pendeja", "pendejo", "puta", "puto", "subnormal"],
  ...["te voy a matar", "te vamos a matar", "matate", "vete a la mierda"],
  // English
  ...["asshole", "bastard", "bitch", "bullshit", "cunt", "dickhead", "douchebag", "faggot", "fuck", "fucker"],
  ...[
    "fucking",
    "go die",
    "i will kill you",
    "idiot",
    "imbecile",
    "jackass",
    "kill yourself",
    "kys",
    "moron",
  ],
  ...["motherfucker", "nigger", "retard", "retarded", "shit", "shut up", "slut", "whore"],
  ...["you are stupid", "you're stupid", "youre stupid"],
  // Portuguese
  ...["arrombado", "babaca", "buceta", "caralho", "cuzao", "desgracado", "filho da puta", "fdp", "merda"],
  ...["otario", "porra", "retardado", "vadia", "vai se foder", "vai tomar no cu", "viado", "vou te matar"],
];
