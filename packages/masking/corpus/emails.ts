import { ascii, FIRST_NAMES, LAST_NAMES } from "./people";
import type { Random } from "./random";

const DOMAINS = [
  ..."example.com example.org example.net mail.example.com correo.example.cl empresa.example uni.example.edu".split(
    " ",
  ),
  ..."example.co.uk example.com.br example.gob.cl a.b.c.example.io example.museum xn--espaa-rta.example x.cl".split(
    " ",
  ),
  ..."EXAMPLE.COM 3com.example my-company.example sub_domain.example.com 163.example.com".split(" "),
];

/** An address as people have them: with dots, tags, digits, apostrophes, capitals, accents. */
export function emailAddress(random: Random): string {
  const first = random.pick(FIRST_NAMES);
  const last = random.pick(LAST_NAMES);
  const local = random.pick([
    () => `${ascii(first)}.${ascii(last)}`,
    () => `${ascii(first)[0]}${ascii(last)}${random.int(1, 99)}`,
    () => `${ascii(first)}_${ascii(last)}`,
    () => `${ascii(first)}-${ascii(last)}`,
    () => `${first[0]}.${ascii(last)}+${random.pick(["langfuse", "news", "2024"])}`,
    () => `${first.toLowerCase()}.${ascii(last)}`,
    () => `${ascii(first)}${random.digits(4)}`,
    () => random.digits(8),
    () => `${ascii(first).toUpperCase()}.${ascii(last).toUpperCase()}`,
    () => `o'${ascii(last)}`,
    () => `${ascii(first)}.${ascii(last)}.${random.int(1, 9)}`,
  ])();
  return `${local}@${random.pick(DOMAINS)}`;
}
