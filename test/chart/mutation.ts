import type { Assertion, RenderedEnvironment, RenderedRelease } from "./assertion";
import { nameOf } from "./kubernetes";
import { type Worsening, worsened } from "./worsening";

/** What became of the ways to break an environment. */
export interface ChartMutants {
  /** How many broken copies there were. */
  readonly made: number;
  /** A sentence for each copy that its assertion did not notice, and for each way to break that found nothing. */
  readonly problems: readonly string[];
}

/** Breaks one object of a rendered environment after the other, and asks the assertion each time. */
export function chartMutants(
  environment: RenderedEnvironment,
  {
    assertions,
    worsenings,
  }: { readonly assertions: readonly Assertion[]; readonly worsenings: readonly Worsening[] },
): ChartMutants {
  const results = worsenings.map((worsening) => {
    const assertion = assertions.find(({ name }) => name === worsening.assertion);
    if (!assertion) return { made: 0, problems: [`no assertion is called '${worsening.assertion}'`] };
    const before = new Set(said(assertion, environment));
    const copies = environment.releases.flatMap((release) => brokenCopies(release, worsening));
    const survivors = copies.filter(({ release, original }) => {
      const releases = environment.releases.map((one) => (one === original ? release : one));
      return said(assertion, { ...environment, releases }).every((problem) => before.has(problem));
    });
    const told = survivors.map(({ name }) => `unseen by '${assertion.name}': ${name} with ${worsening.what}`);
    const nothing = `nothing to break for '${assertion.name}' with ${worsening.what}`;
    return { made: copies.length, problems: copies.length === 0 ? [nothing] : told };
  });
  return {
    made: results.reduce((sum, { made }) => sum + made, 0),
    problems: results.flatMap(({ problems }) => problems),
  };
}

interface BrokenCopy {
  readonly name: string;
  readonly original: RenderedRelease;
  readonly release: RenderedRelease;
}

function brokenCopies(release: RenderedRelease, worsening: Worsening): BrokenCopy[] {
  return release.objects.flatMap((object) => {
    const after = worsened(object, worsening);
    if (after === object) return [];
    const objects = release.objects.flatMap((one) => (one === object ? (after ?? []) : one));
    return [
      { name: `${release.name} ${nameOf(object)}`, original: release, release: { ...release, objects } },
    ];
  });
}

function said({ concerns, problems }: Assertion, environment: RenderedEnvironment): string[] {
  return environment.releases.filter(concerns).flatMap((release) => {
    try {
      return problems(release, environment);
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  });
}
