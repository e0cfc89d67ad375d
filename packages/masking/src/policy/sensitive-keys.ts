/** Names of members, attributes, headers and parameters whose value is personal or secret whatever it looks like.
 *  The words of a name are compared without case, accents and separators, from its end: `customerEmail`, `user.e-mail`
 *  and `E_MAIL` all end with `email`; `email_count` does not. */
export const SENSITIVE_KEYS = {
  token: [
    ..."password passwd passphrase pwd pass contrasena contrasenia clave senha secret apikey token authorization".split(
      " ",
    ),
    ..."authtoken bearer cookie setcookie privatekey secretkey accesskey clientsecret credential credentials cvv cvc".split(
      " ",
    ),
    ..."secretaccesskey accesstoken refreshtoken idtoken sessiontoken xapikey signingkey encryptionkey otp".split(
      " ",
    ),
  ],
  id: [
    ..."rut rutcliente dni nie cpf cnpj curp cuit cuil nit ssn ruc cedula pasaporte passport passportnumber iban".split(
      " ",
    ),
    ..."socialsecuritynumber nationalid taxid documentnumber numerodocumento cardnumber creditcard pan tarjeta".split(
      " ",
    ),
    ..."numerotarjeta accountnumber numerocuenta bankaccount rfc".split(" "),
  ],
  email: "email mail emailaddress correo correoelectronico".split(" "),
  phone:
    "phone phonenumber telephone telefono telefone fono celular movil mobile mobilenumber cellphone whatsapp fax msisdn".split(
      " ",
    ),
} as const;

export type SensitiveClass = keyof typeof SENSITIVE_KEYS;

/** Names of special tokens of language models, which are no secrets. */
const NO_SECRET = /^(?:eos|bos|pad|unk|sep|cls|mask|stop|first|last|start|end|special)token$/;

const LONGEST_KEY = 128;
const MOST_WORDS = 3;

/** Tells of which class the value of a name is; it remembers the names it has seen, up to a number of them. */
export function sensitiveKeys(
  extra: Partial<Record<SensitiveClass, readonly string[]>>,
): (key: string) => SensitiveClass | undefined {
  const classes = new Map<string, SensitiveClass>();
  for (const name of ["token", "id", "email", "phone"] as const)
    for (const key of [...SENSITIVE_KEYS[name], ...(extra[name] ?? [])])
      classes.set(wordsOf(key).join(""), name);
  const seen = new Map<string, SensitiveClass | undefined>();

  return (key) => {
    if (key.length > LONGEST_KEY) return undefined;
    if (seen.has(key)) return seen.get(key);
    const found = classOf(wordsOf(key));
    if (seen.size < 10_000) seen.set(key, found);
    return found;
  };

  function classOf(words: readonly string[]): SensitiveClass | undefined {
    for (let count = Math.min(MOST_WORDS, words.length); count > 0; count--) {
      const ending = words.slice(-count).join("");
      const found = NO_SECRET.test(ending) ? undefined : (classes.get(ending) ?? plural(ending));
      if (found !== undefined || NO_SECRET.test(ending)) return found;
    }
    return undefined;
  }

  /** `emails`, `phones`, but not `tokens`, which language models count. */
  function plural(word: string): SensitiveClass | undefined {
    const found = word.endsWith("s") ? classes.get(word.slice(0, -1)) : undefined;
    return found === "token" && word.endsWith("tokens") ? undefined : found;
  }
}

/** The words of a name: split where its writing has a seam, lower-case, without accents. */
function wordsOf(key: string): readonly string[] {
  return key
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}
