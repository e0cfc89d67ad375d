import { Refusal } from "../refusal";

/** Headers of one connection, which are not the next one's. */
const HOP_BY_HOP = new Set(
  "connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade expect".split(
    " ",
  ),
);
/** Headers that describe a body as it was sent. Ours goes out decoded and masked, with a length of its own. */
const OF_THE_BODY = new Set(
  "content-length content-encoding content-md5 digest content-digest repr-digest".split(" "),
);
/** Headers of which two would be read one way here and another way by Langfuse. */
const ONCE = "authorization content-type content-encoding content-length transfer-encoding host".split(" ");

type Pair = readonly [name: string, value: string];

function pairs(rawHeaders: readonly string[]): readonly Pair[] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ""] as const] : [],
  );
}

/** The caller's headers as they go to Langfuse: same names, case, values and order.
 *  @throws Refusal `invalid_headers` when one stands there twice that may not */
export function forwarded(rawHeaders: readonly string[]): string[] {
  const all = pairs(rawHeaders);
  const names = all.map(([name]) => name.toLowerCase());
  if (ONCE.some((name) => names.indexOf(name) !== names.lastIndexOf(name)))
    throw new Refusal("invalid_headers");
  const ofThisConnection = new Set(
    all.flatMap(([name, value]) => (name.toLowerCase() === "connection" ? tokens(value) : [])),
  );
  return all
    .filter(([name]) => {
      const lower = name.toLowerCase();
      return !HOP_BY_HOP.has(lower) && !OF_THE_BODY.has(lower) && !ofThisConnection.has(lower);
    })
    .flat();
}

/** Langfuse's headers as they go back to the caller. */
export function relayed(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || HOP_BY_HOP.has(name) ? [] : [[name, value] as const],
    ),
  );
}

/** The public key that a request names, by basic authentication or as a bearer. Langfuse reads it the same way, and
 *  decides whether the secret key fits. */
export function publicKeyOf(authorization: string | undefined): string | undefined {
  if (authorization?.startsWith("Bearer ")) return authorization.slice("Bearer ".length);
  if (!authorization?.startsWith("Basic ")) return undefined;
  const [name] = Buffer.from(authorization.slice("Basic ".length), "base64").toString("utf8").split(":");
  return name;
}

function tokens(value: string): readonly string[] {
  return value.split(",").map((token) => token.trim().toLowerCase());
}
