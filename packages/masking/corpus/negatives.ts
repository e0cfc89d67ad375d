import { thousands } from "./national-ids";
import { ALNUM, HEX, LOWER, Random, UPPER } from "./random";
import { neutral, prose } from "./sentences";

const date = (random: Random) => new Date(random.int(1_500_000_000, 1_900_000_000) * 1000);
const hex = (random: Random, length: number) => random.string(length, HEX);
const two = (random: Random, max: number) => String(random.int(1, max)).padStart(2, "0");

function uuid(random: Random): string {
  return [8, 4, 4, 4, 12].map((length) => hex(random, length)).join("-");
}

/** What looks like a value and is none, by kind. */
export const NEGATIVES: Readonly<Record<string, readonly ((random: Random) => string)[]>> = {
  "order number": [
    (random) => `pedido ${random.digits(10)}`,
    (random) => `orden de compra N° ${random.digits(9)}`,
    (random) => `order #${random.digits(8)}`,
    (random) => `ORD-${random.int(2019, 2026)}-${random.digits(6)}`,
    (random) => `INV-${random.digits(9)}`,
    (random) => `folio ${random.digits(9)}`,
    (random) => `ticket ${random.digits(7)}`,
    (random) => `guía ${random.digits(12)}`,
    (random) => `factura electrónica ${random.int(1000, 999_999)}`,
    (random) => `SKU ${random.string(3, UPPER)}-${random.digits(5)}-${random.digits(2)}`,
    (random) => `tracking 1Z${random.string(6, ALNUM).toUpperCase()}${random.digits(10)}`,
    (random) => `case id ${random.digits(8)}`,
    (random) => `${random.digits(10)}`,
  ],
  hash: [
    (random) => `commit ${hex(random, 40)}`,
    (random) => hex(random, 7),
    (random) => `md5 ${hex(random, 32)}`,
    (random) => `sha256:${hex(random, 64)}`,
    (random) => `image@sha256:${hex(random, 64)}`,
    (random) => `sha512-${random.string(86, `${ALNUM}+/`)}==`,
    (random) => `etag "${hex(random, 32)}-${random.int(1, 99)}"`,
    (random) => `index ${hex(random, 7)}..${hex(random, 7)} 100644`,
  ],
  timestamp: [
    (random) => date(random).toISOString(),
    (random) => date(random).toUTCString(),
    (random) => String(date(random).getTime()),
    (random) => String(Math.floor(date(random).getTime() / 1000)),
    (random) => `${date(random).getTime()}${random.digits(6)}`,
    (random) =>
      date(random)
        .toISOString()
        .replace("T", " ")
        .replace("Z", `${random.digits(3)}+00`),
    (random) =>
      `${two(random, 28)}/${two(random, 12)}/${random.int(1990, 2026)} ${two(random, 23)}:${two(random, 59)}`,
    (random) => `${two(random, 28)}-${two(random, 12)}-${random.int(1990, 2026)}`,
    (random) => `${two(random, 28)}.${two(random, 12)}.${random.int(1990, 2026)}`,
    (random) => date(random).toISOString().slice(0, 10).replaceAll("-", ""),
    (random) => `[${two(random, 28)}/Oct/2024:13:55:${two(random, 59)} -0700]`,
    (random) => `${random.int(1900, 2020)}-${random.int(2020, 2030)}`,
    (random) => `${date(random).toISOString().slice(0, 10).replaceAll("-", "")}T${random.digits(6)}Z`,
  ],
  version: [
    (random) => `v${random.int(0, 30)}.${random.int(0, 99)}.${random.int(0, 999)}`,
    (random) => `react@${random.int(0, 30)}.${random.int(0, 9)}.${random.int(0, 9)}-canary.${hex(random, 8)}`,
    (random) => `>=${random.int(1, 20)}.0.0 <${random.int(21, 30)}.0.0`,
    (random) => `Chrome/${random.int(90, 130)}.0.${random.digits(4)}.${random.digits(3)} Safari/537.36`,
    (random) => `postgres:${random.int(12, 17)}.${random.int(0, 9)}-alpine3.${random.int(10, 20)}`,
    (random) => `gpt-4o-${random.int(2023, 2026)}-${two(random, 12)}-${two(random, 28)}`,
    (random) => `claude-3-5-sonnet-${random.int(2023, 2026)}${two(random, 12)}${two(random, 28)}-v2:0`,
    (random) => `build ${random.digits(8)}.${random.int(1, 99)}`,
  ],
  price: [
    (random) => `$ ${thousands(random.int(1000, 99_999_999), ".")}`,
    (random) => `$${thousands(random.int(1000, 99_999_999), ".")}.-`,
    (random) => `US$${thousands(random.int(1000, 9_999_999), ",")}.${random.digits(2)}`,
    (random) => `${thousands(random.int(100_000, 999_999_999), ".")} pesos`,
    (random) => `CLP ${thousands(random.int(100_000, 999_999_999), ".")}`,
    (random) => `${thousands(random.int(1000, 999_999), " ")},${random.digits(2)} €`,
    (random) => `R$ ${thousands(random.int(1000, 999_999), ".")},${random.digits(2)}`,
    (random) => `UF ${thousands(random.int(1000, 99_999), ".")},${random.digits(2)}`,
    (random) => `${random.int(1, 99)}.${random.digits(2)} %`,
    (random) => `monto: ${random.int(100_000, 99_999_999)}`,
    (random) => `${thousands(random.int(1_000_000, 99_999_999), ",")} tokens`,
    (random) => `${thousands(random.int(1_000_000, 18_999_999), ".")} habitantes`,
  ],
  uuid: [
    uuid,
    (random) => `trace_id=${hex(random, 32)} span_id=${hex(random, 16)}`,
    (random) => `00-${hex(random, 32)}-${hex(random, 16)}-01`,
    (random) => `01${random.string(24, "0123456789ABCDEFGHJKMNPQRSTVWXYZ")}`,
    (random) => `c${random.string(24, `${LOWER}0123456789`)}`,
    (random) => `{${uuid(random).toUpperCase()}}`,
    (random) => random.string(21, ALNUM),
  ],
  code: [
    (random) => `const id${random.digits(2)} = Number("${random.digits(5)}") + 0x${hex(random, 8)};`,
    (random) => `for (let i = 0; i < ${random.digits(6)}; i++) total += prices[i] ?? 0;`,
    () => "@property.setter\ndef token(self, value: str) -> None: self._token = value",
    () => "const password = process.env.PASSWORD ?? getSecret('password');",
    () => `headers: { Authorization: \`Bearer \${token}\` }, // token: string`,
    () => "SELECT id, email, phone FROM users WHERE created_at > now() - interval '30 days' LIMIT 1000000",
    (random) => `background: #${hex(random, 6)}; margin: 0 ${random.int(1, 99)}px; url(logo@2x.png)`,
    () => "git clone git@github.com:langfuse/langfuse.git && cd langfuse && npm ci",
    (random) =>
      `Traceback: File "/app/main.py", line ${random.int(1, 9999)}, in <module> KeyError: ${random.digits(5)}`,
    (random) => `at Object.<anonymous> (/srv/app/index.js:${random.int(1, 9999)}:${random.int(1, 99)})`,
    () => "npm install --save-exact @types/node@20.19.25 lodash@4.17.21",
    (random) =>
      `0b${random.string(16, "01")} 0o${random.string(6, "01234567")} 1e${random.int(1, 30)} ${random.digits(3)}_${random.digits(3)}`,
    (random) => `rgba(${random.int(0, 255)}, ${random.int(0, 255)}, ${random.int(0, 255)}, 0.5)`,
    () => "if (token === undefined) throw new Error('no token: sign in again')",
    () => `api_key: \${{ secrets.API_KEY }}\npassword: <your-password>`,
  ],
  usage: [
    (random) =>
      JSON.stringify({
        usage: {
          prompt_tokens: random.int(1, 9e6),
          completion_tokens: random.int(1, 9e6),
          total_tokens: random.int(1, 2e7),
        },
      }),
    (random) =>
      JSON.stringify({ input: random.int(1, 9e8), output: random.int(1, 9e8), cost: random.next() / 1000 }),
    (random) =>
      JSON.stringify({
        created: random.int(16e8, 19e8),
        model: "gpt-4o",
        seed: random.int(1, 4_294_967_295),
      }),
    (random) => JSON.stringify({ embedding: Array.from({ length: 6 }, () => random.next() * 2 - 1) }),
    (random) =>
      JSON.stringify({
        finish_reason: "stop",
        max_tokens: 4096,
        logprobs: [-random.next(), -random.next()],
        latency_ms: random.int(1, 99_999),
      }),
    (random) =>
      JSON.stringify({ id: `chatcmpl-${random.string(29, ALNUM)}`, object: "chat.completion", index: 0 }),
  ],
  resource: [
    (random) => `arn:aws:iam::${random.digits(12)}:role/langfuse-prod`,
    (random) => `arn:aws:s3:::langfuse-${random.digits(12)}-eu-west-1/events/${uuid(random)}.json`,
    (random) => `${random.digits(12)}.dkr.ecr.us-east-1.amazonaws.com/app:${hex(random, 7)}`,
    (random) => `i-0${hex(random, 16)} subnet-${hex(random, 17)} vpc-${hex(random, 8)}`,
    (random) => `langfuse-web-${hex(random, 9)}-${random.string(5, LOWER)}`,
    (random) =>
      `${random.int(1, 255)}.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(1, 254)}:${random.int(1024, 65535)}`,
    (random) => `10.${random.int(0, 255)}.0.0/16`,
    (random) => Array.from({ length: 6 }, () => hex(random, 2)).join(":"),
    (random) => `2001:db8:${hex(random, 4)}::${hex(random, 4)}:${hex(random, 4)}`,
    (random) =>
      `https://example.com/posts/${random.digits(8)}?page=${random.int(1, 99)}#section-${random.int(1, 9)}`,
    (random) =>
      `s3://bucket/${random.int(2020, 2026)}/${two(random, 12)}/${two(random, 28)}/part-${random.digits(5)}-${uuid(random)}.parquet`,
    (random) =>
      `report_${random.int(2020, 2026)}${two(random, 12)}${two(random, 28)}_${random.digits(6)}.pdf`,
  ],
  number: [
    (random) => `-${random.int(10, 55)}.${random.digits(6)}, -${random.int(60, 75)}.${random.digits(6)}`,
    (random) => `ISBN 978-${random.int(0, 9)}-${random.digits(3)}-${random.digits(5)}-${random.digits(1)}`,
    (random) => `ley ${random.int(18, 21)}.${random.digits(3)}, artículo ${random.int(1, 99)}`,
    (random) =>
      `${random.int(1, 9)},${random.digits(3)},${random.digits(3)} rows in ${random.next().toFixed(4)} s`,
    (random) => `${random.digits(3)}x${random.digits(4)} px, ${random.digits(6)} bytes`,
    (random) => Array.from({ length: 8 }, () => random.int(0, 99)).join(" "),
    (random) => Array.from({ length: 6 }, () => random.int(100, 9999)).join(", "),
    (random) => `CP ${random.digits(7)}, ${random.digits(5)}-${random.digits(4)}`,
    (random) => `fila ${random.int(1, 99)}: ${random.next().toFixed(9)} ± ${random.next().toFixed(9)}`,
    (random) =>
      `chapter ${random.int(1, 20)}.${random.int(1, 20)}.${random.int(1, 20)}, pp. ${random.int(100, 400)}-${random.int(401, 900)}`,
    (random) => `EAN ${random.digits(13)}`,
    (random) => prose(random, 80),
  ],
};

export interface Negative {
  readonly kind: string;
  readonly text: string;
}

/** Texts in which there is nothing to mask, the same for the same seed. */
export function negatives(count: number, seed: number): readonly Negative[] {
  const random = new Random(seed);
  const kinds = Object.entries(NEGATIVES);
  return Array.from({ length: count }, (_, index) => {
    const [kind, forms] = kinds[index % kinds.length] ?? ["number", []];
    const value = random.pick(forms)(random);
    const text = value.startsWith("{") ? value : neutral(random, value);
    return { kind, text: random.chance(0.3) ? JSON.stringify({ output: text }) : text };
  });
}
