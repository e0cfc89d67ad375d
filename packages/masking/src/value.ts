import type { Engine, Place } from "./engine";
import { MASKING_ERROR } from "./policy";
import type { Tally } from "./tally";

/** How deep objects in objects are followed; deeper, and in a circle, they become `[MASKING_ERROR]`. */
const DEEPEST = 64;

/** A copy of any JavaScript value with its strings, names and numbers masked; parts without a change are shared. */
export function maskValue(
  value: unknown,
  place: Place,
  { engine, tally }: { engine: Engine; tally: Tally },
): unknown {
  const path: object[] = [];
  return mask(value, place);

  function mask(current: unknown, where: Place): unknown {
    switch (typeof current) {
      case "string":
        return engine.string(current, where, tally);
      case "number":
      case "bigint": {
        const changed = engine.number(String(current), where, tally);
        return changed === undefined ? current : changed;
      }
      case "object":
        return current === null || current instanceof Date ? current : guarded(current, where);
      default:
        return current;
    }
  }

  function guarded(current: object, where: Place): unknown {
    if (path.length >= DEEPEST || path.includes(current)) return failed();
    path.push(current);
    try {
      return composite(current, where);
    } catch {
      return failed();
    } finally {
      path.pop();
    }
  }

  function composite(current: object, where: Place): unknown {
    if (Array.isArray(current)) return items(current, where);
    if (ArrayBuffer.isView(current) || current instanceof ArrayBuffer) return engine.opaque(tally);
    if (current instanceof Map)
      return new Map([...current].map(([key, item]) => [mask(key, where), mask(item, placeOf(String(key)))]));
    if (current instanceof Set) return new Set(items([...current], where));
    if (current instanceof Error)
      return mask({ name: current.name, message: current.message, stack: current.stack }, where);
    if ("toJSON" in current && typeof current.toJSON === "function") return mask(current.toJSON(), where);
    return members(current);
  }

  function items(list: readonly unknown[], where: Place): readonly unknown[] {
    const masked = list.map((item) => mask(item, where));
    return masked.every((item, index) => Object.is(item, list[index])) ? list : masked;
  }

  function members(object: object): object {
    const entries = Object.entries(object);
    let changed = false;
    const names = new Map<string, number>();
    const masked = entries.map(([key, item]) => {
      const name = unique(engine.name(key, tally), key, names);
      const value = mask(item, placeOf(key));
      changed ||= name !== key || !Object.is(value, item);
      return [name, value] as const;
    });
    return changed ? Object.fromEntries(masked) : object;
  }

  function failed(): string {
    tally.failed++;
    return MASKING_ERROR;
  }
}

function placeOf(key: string): Place {
  return { key, isStructural: false };
}

/** Two names that are masked alike would be one: the second gets a number. */
function unique(name: string, original: string, names: Map<string, number>): string {
  if (name === original) return name;
  const count = (names.get(name) ?? 0) + 1;
  names.set(name, count);
  return count === 1 ? name : `${name} ${count}`;
}
