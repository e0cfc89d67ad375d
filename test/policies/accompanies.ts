import { each, eachMissing } from "./mutants";
import { type Platform, type PlatformResource, resources } from "./platform";
import { type Rule, refersTo } from "./rule";

export interface Companion extends Pick<Rule, "id" | "rows" | "title" | "upstream"> {
  /** Each resource of this type needs a companion. */
  readonly type: string;
  /** Which of them do.
   * @default - all */
  readonly where?: (resource: PlatformResource) => boolean;
  readonly companion: string;
  /** Argument of the companion that refers to the resource. */
  readonly by: string;
}

/** AWS splits one bucket, VPC or firewall into several resources; none of them may be forgotten. */
export function accompanies({ type, where = () => true, companion, by, ...rule }: Companion): Rule {
  return {
    ...rule,
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, type)
        .filter(where)
        .filter((resource) => companionsOf(platform, resource).length === 0)
        .map(({ address }) => ({ address, problem: `has no ${companion}` })),
    mutants: (platform) =>
      resources(platform, type)
        .filter(where)
        .flatMap((resource) => companionsOf(platform, resource))
        .flatMap((one) => [
          ...eachMissing(platform, companion, (candidate) => candidate === one),
          ...each(
            platform,
            { type: companion, name: "for nothing", where: (candidate) => candidate === one },
            (block) => {
              delete block[by];
            },
          ),
        ]),
  };

  function companionsOf(platform: Platform, resource: PlatformResource): PlatformResource[] {
    return resources(platform, companion).filter(({ arguments: block }) => refersTo(block[by], resource));
  }
}
