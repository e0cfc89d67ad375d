const factors: Readonly<Record<string, number>> = {
  "": 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A Kubernetes quantity as a number: `500m` is 0.5, `4Gi` is 4294967296.
 *  @throws on what is not a quantity */
export function quantity(text: string | number): number {
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(String(text)) ?? [];
  const factor = factors[unit];
  if (digits === undefined || factor === undefined)
    throw new Error(`'${text}' is not a Kubernetes quantity such as '500m' or '4Gi'`);
  return Number(digits) * factor;
}
