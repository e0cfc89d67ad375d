import { email } from "../detect/email";
import { cnpjWithLetters } from "../detect/lettered-ids";
import { media } from "../detect/media";
import { numberDetector } from "../detect/numbers";
import { assignments } from "../detect/secrets/assignments";
import { authorization } from "../detect/secrets/authorization";
import { jsonWebTokens } from "../detect/secrets/json-web-tokens";
import { privateKeys } from "../detect/secrets/private-keys";
import { urlCredentials } from "../detect/secrets/url-credentials";
import { vendorSecrets } from "../detect/secrets/vendor-secrets";
import type { ResolvedPolicy } from "../policy";
import { allowList } from "../policy/allow-list";
import { customDetector } from "../policy/custom-rules";
import type { SensitiveClass } from "../policy/sensitive-keys";
import { type Detector, merge, type Span } from "./spans";

/** The shortest thing that is ever found: `a@b.cl`. */
const SHORTEST = 6;

/** Finds everything in a text; `context` are words that stand before it, such as the name of its member. */
export type Scanner = (text: string, context: string) => readonly Span[];

/** Which part of the rules applies. Of what is structural, numbers are left alone. */
export interface Scanners {
  readonly everything: Scanner;
  readonly structural: Scanner;
}

export function scanners(
  policy: ResolvedPolicy,
  classOf: (key: string) => SensitiveClass | undefined,
): Scanners {
  const { classes, customRules, phoneCountries } = policy;
  const isAllowed = allowList(policy.allow);
  const ranks = new Map(
    [...customRules.map(({ name }) => name), "media", "token", "email", "id", "phone"].map((name, rank) => [
      name,
      rank,
    ]),
  );
  const custom = customRules.map(customDetector);
  const secrets = [
    vendorSecrets,
    jsonWebTokens,
    privateKeys,
    authorization,
    urlCredentials,
    assignments(classOf),
  ];
  const written = [
    ...(classes.media ? [media] : []),
    ...(classes.token ? secrets : []),
    ...(classes.email ? [email] : []),
  ];
  const numbers =
    classes.id || classes.phone
      ? [numberDetector({ countries: phoneCountries, findsIds: classes.id, findsPhones: classes.phone })]
      : [];
  const ids = classes.id ? [cnpjWithLetters] : [];
  return {
    everything: scanner([...custom, ...written, ...ids, ...numbers]),
    structural: scanner([...custom, ...written]),
  };

  function scanner(detectors: readonly Detector[]): Scanner {
    return (text, context) => {
      if (text.length < SHORTEST) return [];
      const spans: Span[] = [];
      for (const detect of detectors)
        detect(text, context, (start, end, name) => spans.push({ start, end, name }));
      const merged = merge(spans, (name) => ranks.get(name) ?? ranks.size);
      return merged.some((span) => isAllowed(text, span))
        ? merged.filter((span) => !isAllowed(text, span))
        : merged;
    };
  }
}
