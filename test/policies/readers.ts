import { synthesizedPlatforms } from "./judgement";
import type { Platform, PlatformResource } from "./platform";
import type { Rule } from "./rule";
import { rules } from "./rules";

/** The strictest environment, and every rule that applies to it with the types that it looks at: who changes something of
 *  one type needs to ask few of them. */
export class Readers {
  readonly platform = strictest();
  private readonly readers = rules
    .filter(({ appliesTo }) => appliesTo(this.platform.environment))
    .map((rule) => ({ rule, types: typesRead(rule, this.platform), before: told(rule, this.platform) }));

  /** Whether some rule says something of a platform, in which a resource of this type was changed, that it did not say
   *  before. */
  notice(type: string, broken: Platform): boolean {
    return this.readers
      .filter(({ types }) => types.has(type))
      .some(({ rule, before }) => [...told(rule, broken)].some((finding) => !before.has(finding)));
  }
}

function told({ check }: Rule, platform: Platform): Set<string> {
  return new Set(check(platform).map(({ address, problem }) => `${address} ${problem}`));
}

/** The types that a rule looks at; one that goes through all of them looks at every type. */
function typesRead({ check }: Rule, platform: Platform): Set<string> {
  const types = new Set<string>();
  class Watched extends Map<string, readonly PlatformResource[]> {
    override get(type: string) {
      types.add(type);
      return super.get(type);
    }
    override [Symbol.iterator]() {
      for (const type of platform.resources.keys()) types.add(type);
      return super[Symbol.iterator]();
    }
  }
  check({ ...platform, resources: new Watched(platform.resources) });
  return types;
}

function strictest(): Platform {
  const platform = synthesizedPlatforms().find(({ environment }) => environment.name === "prod");
  if (!platform) throw new Error("no environment 'prod' was synthesized");
  return platform;
}
