import { laterMember } from "./later-member";
import { decode, literalEnd, numberEnd, skipSpace, stringEnd } from "./tokens";

/** What becomes of the parts of a document. `Place` is whatever the rules want to know of where a part stands. */
export interface JsonRules<Place> {
  readonly root: Place;
  /** The place of a member; `sibling` reads a string among the members that follow, where order matters. */
  member(parent: Place, name: string, sibling: (name: string) => string | undefined): Place;
  element(parent: Place): Place;
  /** The name as it goes out, of the member that stands at the place. */
  name(name: string, place: Place): string;
  /** The string as it goes out; `null` for nothing. */
  string(value: string, place: Place): string | null;
  /** A string that replaces the number; undefined if it stays, digit by digit. */
  number(literal: string, place: Place): string | null | undefined;
  /** Another name for the member whose value was changed, such as `stringValue` for `intValue`. */
  renamed?(place: Place): string | undefined;
}

interface Frame<Place> {
  readonly isObject: boolean;
  readonly place: Place;
  /** How often a changed name was given out in this object. */
  names?: Map<string, number>;
}

/** Rewrites names, strings and numbers of a JSON document where they stand: whatever does not change keeps every byte,
 *  integers of any size included. Undefined if the text is no JSON. Nesting costs memory and no stack. */
export function rewriteJson<Place>(text: string, rules: JsonRules<Place>): string | undefined {
  return new Rewriter(text, rules).run();
}

class Rewriter<Place> {
  private readonly parts: string[] = [];
  private readonly frames: Frame<Place>[] = [];
  private written = 0;
  private index = 0;
  private place: Place;
  /** Where the name of the current member stands. */
  private named = { start: 0, end: 0 };

  constructor(
    private readonly text: string,
    private readonly rules: JsonRules<Place>,
  ) {
    this.place = rules.root;
  }

  run(): string | undefined {
    for (;;) {
      this.index = skipSpace(this.text, this.index);
      const opened = this.value();
      if (opened === undefined) return undefined;
      if (opened) continue;
      const more = this.next();
      if (more === undefined) return undefined;
      if (!more) break;
    }
    if (skipSpace(this.text, this.index) !== this.text.length) return undefined;
    if (this.parts.length === 0) return this.text;
    this.parts.push(this.text.slice(this.written));
    return this.parts.join("");
  }

  /** Reads a value: true if it opened an array or object that has something in it, undefined if it is none. */
  private value(): boolean | undefined {
    const { text, index } = this;
    switch (text.charCodeAt(index)) {
      case 0x22:
        return this.string() ? false : undefined;
      case 0x7b:
        return this.open(true, 0x7d);
      case 0x5b:
        return this.open(false, 0x5d);
      case 0x74:
      case 0x66:
      case 0x6e:
        this.index = literalEnd(text, index);
        return this.index < 0 ? undefined : false;
      default:
        return this.number() ? false : undefined;
    }
  }

  private open(isObject: boolean, close: number): boolean | undefined {
    const first = skipSpace(this.text, this.index + 1);
    if (this.text.charCodeAt(first) === close) {
      this.index = first + 1;
      return false;
    }
    const frame: Frame<Place> = { isObject, place: this.place };
    this.frames.push(frame);
    this.index = first;
    if (isObject) return this.member(frame) ? true : undefined;
    this.place = this.rules.element(frame.place);
    return true;
  }

  /** Steps behind what follows a value: true if another value comes, false at the end, undefined if neither. */
  private next(): boolean | undefined {
    for (let frame = this.frames.at(-1); frame !== undefined; frame = this.frames.at(-1)) {
      this.index = skipSpace(this.text, this.index);
      const code = this.text.charCodeAt(this.index++);
      if (code === 0x2c) {
        this.index = skipSpace(this.text, this.index);
        if (frame.isObject) return this.member(frame) ? true : undefined;
        this.place = this.rules.element(frame.place);
        return true;
      }
      if (code !== (frame.isObject ? 0x7d : 0x5d)) return undefined;
      this.frames.pop();
    }
    return false;
  }

  private member(frame: Frame<Place>): boolean {
    const start = this.index;
    const name = this.readString(start);
    if (name === undefined) return false;
    const end = this.index;
    const colon = skipSpace(this.text, end);
    if (this.text.charCodeAt(colon) !== 0x3a) return false;
    this.index = colon + 1;
    this.named = { start, end };
    this.place = this.rules.member(frame.place, name, (sibling) =>
      laterMember(this.text, colon + 1, sibling),
    );
    const changed = this.rules.name(name, this.place);
    if (changed !== name) this.write(start, end, JSON.stringify(unique(changed, frame)));
    return true;
  }

  private string(): boolean {
    const start = this.index;
    const value = this.readString(start);
    if (value === undefined) return false;
    const changed = this.rules.string(value, this.place);
    if (changed !== value) this.change(start, changed);
    return true;
  }

  private number(): boolean {
    const start = this.index;
    const end = numberEnd(this.text, start);
    if (end < 0) return false;
    this.index = end;
    const changed = this.rules.number(this.text.slice(start, end), this.place);
    if (changed !== undefined) this.change(start, changed);
    return true;
  }

  /** Reads the string at `start` and steps behind it; undefined if there is none. */
  private readString(start: number): string | undefined {
    const end = this.text.charCodeAt(start) === 0x22 ? stringEnd(this.text, start) : -1;
    if (end < 0) return undefined;
    this.index = end;
    const content = this.text.slice(start + 1, end - 1);
    return content.includes("\\") ? decode(this.text.slice(start, end)) : content;
  }

  /** Replaces the value from `start` up to here, and the name of its member if it needs another. */
  private change(start: number, value: string | null): void {
    const name = this.rules.renamed?.(this.place);
    if (name !== undefined && this.named.start >= this.written)
      this.write(this.named.start, this.named.end, JSON.stringify(name));
    this.write(start, this.index, JSON.stringify(value));
  }

  private write(start: number, end: number, replacement: string): void {
    this.parts.push(this.text.slice(this.written, start), replacement);
    this.written = end;
  }
}

/** Two names that are masked alike would be one: the second gets a number. */
function unique<Place>(name: string, frame: Frame<Place>): string {
  frame.names ??= new Map();
  const count = (frame.names.get(name) ?? 0) + 1;
  frame.names.set(name, count);
  return count === 1 ? name : `${name} ${count}`;
}
