import { ALNUM, BASE64URL, HEX, LOWER, type Random, UPPER } from "./random";

export interface SecretSample {
  /** What has to disappear. */
  readonly value: string;
  /** What it stands in; `{}` is its place. */
  readonly frame: string;
}

const alone = (value: string): SecretSample => ({ value, frame: "{}" });
const base64url = (text: string) => Buffer.from(text).toString("base64url");

function uuid(random: Random): string {
  const hex = random.string(32, HEX);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}

function jwt(random: Random): string {
  const payload = JSON.stringify({
    sub: random.digits(10),
    name: random.string(8, LOWER),
    iat: random.int(16e8, 18e8),
  });
  return `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(payload)}.${random.string(43, BASE64URL)}`;
}

function pem(random: Random): string {
  const kind = random.pick(["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"]);
  const lines = Array.from({ length: random.int(3, 20) }, () => random.string(64, `${ALNUM}+/`));
  return [`-----BEGIN ${kind}-----`, ...lines, `${random.string(30, ALNUM)}==`, `-----END ${kind}-----`].join(
    "\n",
  );
}

/** Keys whose vendor gave them a form of their own; all of chance, none of them opens anything. */
const VENDOR: readonly ((random: Random) => string)[] = [
  (random) => `sk-${random.string(48, ALNUM)}`,
  (random) => `sk-proj-${random.string(64, BASE64URL)}A1`,
  (random) => `sk-ant-api03-${random.string(90, BASE64URL)}A1`,
  (random) => `sk-or-v1-${random.string(64, HEX)}`,
  (random) => `sk-lf-${uuid(random)}`,
  (random) => `pk-lf-${uuid(random)}`,
  (random) => `${random.pick(["AKIA", "ASIA"])}${random.string(16, `${UPPER}234567`)}`,
  (random) => `${random.pick(["ghp_", "gho_", "ghs_"])}${random.string(36, ALNUM)}`,
  (random) => `github_pat_${random.string(22, ALNUM)}_${random.string(59, ALNUM)}`,
  (random) => `glpat-${random.string(20, BASE64URL)}`,
  (random) => `xoxb-${random.digits(12)}-${random.digits(12)}-${random.string(24, ALNUM)}`,
  (random) => `AIza${random.string(35, BASE64URL)}`,
  (random) => `npm_${random.string(36, ALNUM)}`,
  (random) => `hf_${random.string(34, ALNUM)}`,
  (random) => `sk_live_${random.string(24, ALNUM)}`,
  (random) => `SG.${random.string(22, BASE64URL)}.${random.string(43, BASE64URL)}`,
  (random) => `gsk_${random.string(52, ALNUM)}`,
  (random) => `dop_v1_${random.string(64, HEX)}`,
  (random) => `shpat_${random.string(32, HEX)}`,
];

/** A secret in the surroundings secrets leak in. */
export function secret(random: Random): SecretSample {
  return random.pick<() => SecretSample>([
    () => alone(random.pick(VENDOR)(random)),
    () => alone(random.pick(VENDOR)(random)),
    () => ({ value: random.pick(VENDOR)(random), frame: "export OPENAI_API_KEY={}" }),
    () => ({ value: random.pick(VENDOR)(random), frame: "https://api.example.com/v1?key={}&limit=10" }),
    () => alone(jwt(random)),
    () => ({ value: jwt(random), frame: "curl -H 'Authorization: Bearer {}' https://example.com" }),
    () => ({ value: random.string(40, ALNUM), frame: "Authorization: Bearer {}" }),
    () => ({
      value: Buffer.from(`user:${random.string(12, ALNUM)}`).toString("base64"),
      frame: "Authorization: Basic {}",
    }),
    () => ({ value: `app:${random.string(14, ALNUM)}`, frame: "postgres://{}@db.example.com:5432/app" }),
    () => ({ value: `:${random.string(20, ALNUM)}`, frame: "redis://{}@cache.example.com:6379/0" }),
    () => ({ value: random.string(20, ALNUM), frame: "password={}" }),
    () => ({ value: random.string(40, `${ALNUM}/+`), frame: "aws_secret_access_key = {}" }),
    () => ({ value: random.string(32, HEX), frame: "X-Api-Key: {}" }),
    () => ({ value: random.string(32, ALNUM), frame: '"client_secret": "{}"' }),
    () => alone(pem(random)),
  ])();
}
