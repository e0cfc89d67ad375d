import { type CountryCode, getExampleNumber, isValidPhoneNumber } from "libphonenumber-js";
import examples from "libphonenumber-js/mobile/examples";
import { rutCheck, thousands } from "./national-ids";
import type { Kind, Positive } from "./positives";
import { ALNUM, HEX, LOWER, Random, UPPER } from "./random";

/** Texts of another hand than the other corpora: whole messages, log lines, forms and configuration as they turn up in
 *  traces. Written after the rules, and not to be tuned for: what fails here is a finding, not a reason to edit it. */
type Form = (random: Random) => { readonly kind: Kind; readonly value: string; readonly text: string };

const domain = (random: Random) =>
  `${random.string(random.int(3, 12), LOWER)}.${random.pick(["cl", "com", "com.ar", "org", "io", "gob.mx", "dev", "pe"])}`;
const mailbox = (random: Random) =>
  `${random.string(random.int(1, 9), `${LOWER}0123456789._-`).replace(/^[._-]+|[._-]+$/g, "")}z@${domain(random)}`;
const rut = (random: Random) => {
  const body = random.int(4_000_000, 26_500_000);
  return random.chance(0.6) ? `${thousands(body, ".")}-${rutCheck(body)}` : `${body}-${rutCheck(body)}`;
};

function mobile(random: Random, country: CountryCode): string {
  // libphonenumber's example of Chile is a line of Santiago.
  if (country === "CL") return `+569${random.int(4, 9)}${random.digits(7)}`;
  const example = getExampleNumber(country, examples);
  for (;;) {
    const digits = String(example?.number).slice(0, -5) + random.digits(5);
    if (isValidPhoneNumber(digits)) return digits;
  }
}

function form(
  kind: Kind,
  make: (random: Random) => string,
  frame: (value: string, random: Random) => string,
): Form {
  return (random) => {
    const value = make(random);
    return { kind, value, text: frame(value, random) };
  };
}

const FORMS: readonly Form[] = [
  form(
    "email",
    mailbox,
    (value) => `From: "Soporte" <${value}>\r\nReply-To: ${value}\r\nSubject: Re: caso\r\n\r\nGracias.`,
  ),
  form("email", mailbox, (value) => `{"level":"info","msg":"invite sent","to":["${value}"],"ms":12}`),
  form("email", mailbox, (value) => `ValueError: no existe el usuario '${value}'\n    at login (app.py:12)`),
  form("email", mailbox, (value) => `Me puede escribir a ${value}, o a mi jefa.`),
  form("email", mailbox, (value) => `GET /search?q=${encodeURIComponent(value)}&lang=es HTTP/1.1`),
  form("email", mailbox, (value) => `nombre;correo;ciudad\nPedro;${value};Arica`),
  form("email", mailbox, (value) => `**Contacto**: [${value}](mailto:${value})`),
  form("formatted RUT", rut, (value) => `FICHA PACIENTE\nNombre: Rosa\nR.U.N.: ${value}\nPrevisión: Fonasa`),
  form("formatted RUT", rut, (value) => `{"pregunta":"¿qué debe ${value}?","top_k":5}`),
  form("formatted RUT", rut, (value) => `El titular (${value}) firmó ante notario.`),
  form("formatted RUT", rut, (value) => `"Juan","${value}","1980-05-17"`),
  form("formatted RUT", rut, (value) => `SELECT * FROM clientes WHERE rut = '${value}';`),
  form("formatted RUT", rut, (value) => `https://example.com/clientes/${value}/deudas`),
  form("formatted RUT", rut, (value) => `hola mi rut ${value.toLowerCase()} porfa ayuda 🙏`),
  form(
    "phone",
    (random) => mobile(random, "CL").replace("+569", "+56 9 "),
    (value) => `Mi cel es el ${value}, gracias!`,
  ),
  form(
    "phone",
    (random) => mobile(random, "CL").slice(3),
    (value) => `anota: ${value} y me avisas`,
  ),
  form(
    "phone",
    (random) => mobile(random, "PE").replace(/^\+51(\d{3})(\d{3})/, "$1 $2 "),
    (value) => `Perú: ${value} (Rosa)`,
  ),
  form(
    "phone",
    (random) => mobile(random, "BR").replace(/^\+55(\d\d)(\d{5})/, "($1) $2-"),
    (value) => `zap ${value}, pode mandar`,
  ),
  form(
    "phone",
    (random) => mobile(random, "MX").replace(/^\+52(\d{3})(\d{3})/, "$1 $2 "),
    (value) => `Tel. ${value} ext. 12`,
  ),
  form(
    "phone",
    (random) => mobile(random, "US").replace(/^\+1(\d{3})(\d{3})/, "($1) $2-"),
    (value) => `You can reach me at ${value} after 5.`,
  ),
  form(
    "phone",
    (random) => mobile(random, "CO"),
    (value) => `{"from":"whatsapp:${value}","body":"hola"}`,
  ),
  form(
    "phone",
    (random) => mobile(random, "GB"),
    (value) => `tel:${value}`,
  ),
  form(
    "phone",
    (random) => mobile(random, "DE").replace(/^\+49(\d{3})/, "+49 $1 "),
    (value) => `Anruf von ${value} um neun`,
  ),
  form(
    "phone",
    (random) => mobile(random, "ES").replace(/^\+34(\d{3})(\d{3})/, "$1 $2 "),
    (value) => `móvil: ${value}`,
  ),
  form(
    "token",
    (random) => `sk-proj-${random.string(48, ALNUM)}T3BlbkFJ${random.string(40, ALNUM)}`,
    (value) => `# .env\nOPENAI_API_KEY="${value}"\nPORT=3000`,
  ),
  form(
    "token",
    (random) => `AKIA${random.string(16, `${UPPER}234567`)}`,
    (value) => `[default]\naws_access_key_id = ${value}\nregion = us-east-1`,
  ),
  form(
    "token",
    (random) => random.string(40, `${ALNUM}+/`),
    (value) => `aws_secret_access_key = ${value}`,
  ),
  form(
    "token",
    (random) => `ghp_${random.string(36, ALNUM)}`,
    (value) => `git remote set-url origin https://${value}@github.com/a/b.git`,
  ),
  form(
    "token",
    (random) => random.string(16, ALNUM),
    (value) => `DATABASE_URL=mysql://root:${value}@10.0.0.5:3306/app?ssl=1`,
  ),
  form(
    "token",
    (random) => random.string(24, HEX),
    (value) => `spring.datasource.password=${value}\nspring.jpa.show-sql=true`,
  ),
  form(
    "token",
    (random) => random.string(32, ALNUM),
    (value) => `fetch(url, { headers: { "X-API-Key": "${value}" } })`,
  ),
  form(
    "token",
    (random) =>
      `eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJ${random.string(60, ALNUM)}.${random.string(86, ALNUM)}`,
    (value) => `Cookie: session=${value}; theme=dark`,
  ),
  form(
    "token",
    (random) => `glpat-${random.string(20, ALNUM)}`,
    (value) => `{"error":"401 for token ${value}"}`,
  ),
  form(
    "token",
    (random) => random.string(20, ALNUM),
    (value) => `{"user":"app","password":"${value}","db":1}`,
  ),
];

/** One text of every form in turn, the same for the same seed. */
export function heldOut(count: number, seed: number): readonly Positive[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => {
    const make = FORMS[index % FORMS.length];
    if (make === undefined) throw new Error("no forms; add one");
    const { kind, value, text } = make(random);
    return { kind, value, wrapping: "plain", text };
  });
}
