import type { Container } from "kubernetes-types/core/v1";
import { type Assertion, everyRelease } from "../assertion";
import { containersOf, podTemplates } from "../kubernetes";
import { quantity } from "../quantity";

/** Without requests the scheduler packs blindly; without a memory limit one leak takes the node with it. */
export const boundedContainers: Assertion = {
  name: "every container requests processor and memory, and limits its memory",
  concerns: everyRelease,
  problems: ({ objects }) =>
    podTemplates(objects).flatMap(({ owner, spec }) =>
      containersOf(spec).flatMap((container) =>
        resourceProblems(container).map((problem) => `${owner}: container ${container.name} ${problem}`),
      ),
    ),
};

/** What is wrong with the resources of one container. */
export function resourceProblems({ resources: { requests = {}, limits = {} } = {} }: Container): string[] {
  const { memory } = limits;
  const exceeds = memory && requests.memory && quantity(requests.memory) > quantity(memory);
  return [
    ...(requests.cpu ? [] : ["requests no processor"]),
    ...(requests.memory ? [] : ["requests no memory"]),
    ...(memory ? [] : ["has no memory limit"]),
    ...(exceeds ? [`requests ${requests.memory}, which is more than its limit of ${memory}`] : []),
  ];
}
