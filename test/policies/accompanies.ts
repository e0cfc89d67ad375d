import { mutant, type Platform, type Rule, resources } from "./rule";

export interface Companion {
  readonly id: string;
  readonly title: string;
  readonly upstream: readonly string[];
  /** Each resource of this type needs a companion. */
  readonly type: string;
  readonly companion: string;
  /** Argument of the companion that refers to the resource. */
  readonly by: string;
}

/** AWS splits one bucket, VPC or firewall into several resources; none of them may be forgotten. */
export function accompanies({ type, companion, by, ...companionRule }: Companion): Rule {
  return {
    ...companionRule,
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, type)
        .filter(({ address }) => !accompanied(platform, address))
        .map(({ address }) => ({ address, problem: `has no ${companion}` })),
    mutants: [mutant(`no ${companion}`, companion, (block) => delete block[by])],
  };

  function accompanied(platform: Platform, address: string): boolean {
    return resources(platform, companion).some(({ arguments: block }) =>
      new RegExp(`\\b${address.replace(".", "\\.")}\\.`).test(String(block[by])),
    );
  }
}
