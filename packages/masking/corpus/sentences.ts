import { FIRST_NAMES, LAST_NAMES } from "./people";
import type { Random } from "./random";

/** What people write around a value; `{}` is its place. None of them says what the value is. */
const NEUTRAL = [
  "{}",
  "{}.",
  "Hola, soy NAME. {} ¿me ayudan?",
  "Hi, this is NAME, {}. Thanks!",
  "Olá, sou NAME ({}), obrigado",
  "NAME <{}>",
  "Necesito actualizar mis datos: {}, desde hoy.",
  "Please update my details to {} as of today",
  "user={} action=login",
  "Cliente: NAME / {} / Plan Hogar",
  "- {}\n- NAME",
  '"{}"',
  "«{}», dijo NAME",
  "El dato correcto es {}; el otro ya no.",
  "| NAME | {} | activo |",
  "NAME,{},Santiago",
  "<td>{}</td>",
  "`{}`",
  "¿Es {}?",
  "👋 {} 🎉",
];

const PHONE_WORDS = [
  "Llámame al {}",
  "mi teléfono es {}",
  "Tel: {}",
  "fono {}",
  "WhatsApp: {}",
  "call me at {}",
  "phone number: {}",
  "celular {}, gracias",
  "me ligue no telefone {}",
  "Contacto: {}",
];

export function neutral(random: Random, value: string): string {
  return place(random, random.pick(NEUTRAL), value);
}

export function withPhoneWord(random: Random, value: string): string {
  return place(random, random.pick(PHONE_WORDS), value);
}

/** Puts a value into a frame, and names into the rest of it. */
export function place(random: Random, frame: string, value: string): string {
  const named = frame.replace(/NAME/g, () => `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`);
  return named.replace("{}", () => value);
}

/** Prose without anything personal, to stand between what is. */
const PROSE = [
  "La reunión se movió al jueves porque la sala estaba ocupada.",
  "The model answered in a friendly tone and listed three options.",
  "O relatório ficou pronto ontem e ninguém encontrou problemas.",
  "Para cambiar el plan hay que entrar a la configuración y elegir otro.",
  "Retries use exponential backoff, and the circuit opens after five failures.",
  "Se recomienda revisar la documentación antes de pedir una excepción.",
  "The invoice covers the period from January to March; taxes are included.",
  "Nuestro horario de atención es de lunes a viernes.",
];

export function prose(random: Random, length: number): string {
  const sentences: string[] = [];
  for (let size = 0; size < length; ) {
    const sentence = random.pick(PROSE);
    sentences.push(sentence);
    size += sentence.length + 1;
  }
  return sentences.join(" ").slice(0, length);
}
