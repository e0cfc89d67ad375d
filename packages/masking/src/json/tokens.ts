/** Where tokens of JSON end; -1 if there is none of the kind. */
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

export function skipSpace(text: string, start: number): number {
  let index = start;
  for (;;) {
    const code = text.charCodeAt(index);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return index;
    index++;
  }
}

/** Behind the closing quote of the string that opens at `start`. Escapes are skipped, not checked. */
export function stringEnd(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x22) return index + 1;
    if (code === 0x5c) index++;
    else if (code < 0x20) return -1;
  }
  return -1;
}

export function numberEnd(text: string, start: number): number {
  NUMBER.lastIndex = start;
  return NUMBER.test(text) ? NUMBER.lastIndex : -1;
}

export function literalEnd(text: string, start: number): number {
  for (const literal of ["true", "false", "null"])
    if (text.startsWith(literal, start)) return start + literal.length;
  return -1;
}

/** The string that a literal with escapes stands for; undefined if an escape is none of JSON's. */
export function decode(literal: string): string | undefined {
  try {
    return JSON.parse(literal) as string; // It is in quotes.
  } catch {
    return undefined;
  }
}
