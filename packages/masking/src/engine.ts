import { namesPhone } from "./detect/phone-words";
import { rewriteJson } from "./json/rewrite";
import { CLASSES, MASKING_ERROR, type MaskingClass, type ResolvedPolicy } from "./policy";
import { type SensitiveClass, sensitiveKeys } from "./policy/sensitive-keys";
import { structuralKeys } from "./policy/structural-keys";
import { type UserIds, userIds } from "./policy/user-ids";
import type { Tally } from "./tally";
import { wordsIn } from "./text/context";
import { isQuiet } from "./text/neighbours";
import { type Scanner, type Scanners, scanners } from "./text/scanner";
import { replace, type Span } from "./text/spans";

/** How deep JSON in a string of JSON in a string is read; deeper, somebody is testing us. */
const DEEPEST_STRING = 8;
/** How often a text is masked until nothing changes: what is left may stand nearer to a word that tells of it. */
const MOST_ROUNDS = 8;

/** From here on, a text is read again only around what was replaced. */
const LONG = 4096;

/** Where a value stands: what names it, and whether it is structural. */
export interface Place {
  /** Name of the member or attribute; empty for none. */
  readonly key: string;
  /** Structural: numbers in it are left alone. */
  readonly isStructural: boolean;
}

/** A text that was masked once, and whether masking it again would change nothing. */
interface Masking {
  readonly after: string;
  readonly isStable: boolean;
}

export const NOWHERE: Place = { key: "", isStructural: false };

/** Masks single values by a policy. All formats are made of it. */
export class Engine {
  private readonly scanners: Scanners;
  private readonly classOf: (key: string) => SensitiveClass | undefined;
  private readonly labels: ReadonlyMap<string, string>;
  private readonly knownLabels: ReadonlySet<string>;
  private readonly userIds: UserIds | undefined;
  private readonly userIdKeys: ReadonlySet<string>;
  readonly isStructural: (key: string) => boolean;

  constructor(private readonly policy: ResolvedPolicy) {
    this.classOf = sensitiveKeys(policy.sensitiveKeys);
    this.scanners = scanners(policy, this.classOf);
    this.labels = labelsOf(policy);
    this.knownLabels = new Set([...this.labels.values(), MASKING_ERROR]);
    this.userIds = userIds(policy);
    this.userIdKeys = new Set(policy.userIdKeys);
    this.isStructural = structuralKeys(policy.structuralKeys);
  }

  /** A string as it goes out; `null` if nothing of it may. */
  string(value: string, place: Place, tally: Tally, depth = 0): string | null {
    if (place.isStructural) return this.stable(value, place, tally, DEEPEST_STRING + 1);
    if (this.userIds !== undefined && this.userIdKeys.has(place.key))
      return this.userId(value, this.userIds, tally);
    const name = this.sensitive(value, place);
    if (name === undefined) return this.stable(value, place, tally, depth);
    tally.add(name);
    return this.label(name);
  }

  /** A string in place of a number; undefined if the number stays. */
  number(literal: string, place: Place, tally: Tally): string | null | undefined {
    if (place.isStructural) return undefined;
    if (this.userIds !== undefined && this.userIdKeys.has(place.key))
      return this.userId(literal, this.userIds, tally);
    const name = this.sensitive(literal, place) ?? this.numberClass(literal, place);
    if (name === undefined) return undefined;
    tally.add(name);
    return this.label(name);
  }

  /** The name of a member or attribute as it goes out. */
  name(name: string, tally: Tally): string {
    return this.stable(name, NOWHERE, tally, DEEPEST_STRING + 1);
  }

  /** Masks until nothing changes any more. What does not come to rest is not let out. */
  private stable(text: string, place: Place, tally: Tally, depth: number): string {
    let before = text;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const { after, isStable } = this.once(before, place, tally, depth);
      if (isStable) return after;
      before = after;
    }
    tally.failed++;
    return MASKING_ERROR;
  }

  private once(text: string, place: Place, tally: Tally, depth: number): Masking {
    if (depth <= DEEPEST_STRING && looksLikeJson(text)) {
      const rewritten = this.json(text, place, tally, depth + 1);
      if (rewritten !== undefined) return rewritten;
    }
    const scan: Scanner = place.isStructural ? this.scanners.structural : this.scanners.everything;
    const spans = scan(text, place.key);
    if (spans.length === 0) return { after: text, isStable: true };
    for (const { name } of spans) tally.add(name);
    const label = ({ name }: Span) => this.label(name);
    const after = replace(text, spans, label);
    const isLong = text.length > LONG && this.policy.customRules.length === 0;
    return { after, isStable: isLong && !looksLikeJson(after) && isQuiet(after, spans, label, scan) };
  }

  /** JSON in a string; undefined if it is none. Its values are stable already, and the whole is, unless one of them has
   *  another name now. */
  private json(text: string, root: Place, tally: Tally, depth: number): Masking | undefined {
    if (depth > DEEPEST_STRING) {
      tally.failed++;
      return { after: JSON.stringify(MASKING_ERROR), isStable: true };
    }
    let isStable = true;
    const after = rewriteJson<Place>(text, {
      root,
      element: (parent) => parent,
      member: (_parent, key) => ({ key, isStructural: false }),
      name: (name) => {
        const masked = this.name(name, tally);
        if (masked !== name) isStable = false;
        return masked;
      },
      string: (value, place) => this.string(value, place, tally, depth),
      number: (literal, place) => this.number(literal, place, tally),
    });
    return after === undefined ? undefined : { after, isStable };
  }

  /** What stands for bytes that nobody can look into: a medium, or what could not be processed. */
  opaque(tally: Tally): string {
    if (this.policy.classes.media) {
      tally.add("media");
      return this.label("media");
    }
    tally.failed++;
    return MASKING_ERROR;
  }

  private userId(id: string, change: UserIds, tally: Tally): string | null {
    const changed = change(id);
    if (changed !== id) tally.add("user");
    return changed;
  }

  /** The class of a value whose name says what it is, if it may be one at all. */
  private sensitive(value: string, { key }: Place): MaskingClass | undefined {
    const name = key === "" ? undefined : this.classOf(key);
    if (name === undefined || !this.policy.classes[name] || this.knownLabels.has(value)) return undefined;
    const digits = value.replace(/\D/g, "").length;
    if (name === "id" || name === "phone") return digits >= 4 ? name : undefined;
    return value.trim().length >= (name === "email" ? 3 : 1) ? name : undefined;
  }

  /** The class of a number that has to be one and not a measure: its name says so, or its check digit as well as its
   *  issuer. */
  private numberClass(literal: string, { key }: Place): string | undefined {
    if (!/^\d{7,19}$/.test(literal)) return undefined;
    const [span] = this.scanners.everything(literal, key);
    if (span === undefined || span.end - span.start < literal.length) return undefined;
    return span.name !== "phone" || namesPhone(wordsIn(key)) ? span.name : undefined;
  }

  private label(name: string): string {
    return this.labels.get(name) ?? MASKING_ERROR;
  }
}

function labelsOf({ labels, customRules }: ResolvedPolicy): ReadonlyMap<string, string> {
  return new Map([
    ...CLASSES.map((name) => [name, labels[name]] as const),
    ...customRules.map(
      ({ name, label }) => [name, label ?? `[${name.toUpperCase().replaceAll("-", "_")}]`] as const,
    ),
  ]);
}

function looksLikeJson(text: string): boolean {
  const first = text.charCodeAt(text.search(/\S/));
  return first === 0x7b || first === 0x5b || first === 0x22;
}
