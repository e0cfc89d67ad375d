import { createMasker, type Masker } from "@langfuse-aws/masking";
import type { Policies } from "../settings";

/** One masker for all, and one for each project with a policy of its own.
 *  @throws Error that names what is wrong with a policy */
export class Maskers {
  private readonly standard: Masker;
  private readonly projects: ReadonlyMap<string, Masker>;

  constructor({ standard, projects }: Policies) {
    this.standard = createMasker(standard);
    this.projects = new Map(
      Object.entries(projects).map(([publicKey, policy]) => [publicKey, createMasker(policy)]),
    );
  }

  /** A project without a policy of its own, and a caller who names none, get the policy of all. */
  of(publicKey: string | undefined): Masker {
    return (publicKey === undefined ? undefined : this.projects.get(publicKey)) ?? this.standard;
  }
}
