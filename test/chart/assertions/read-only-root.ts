import type { Container } from "kubernetes-types/core/v1";
import { type Assertion, everyRelease } from "../assertion";
import { containersOf, podTemplates } from "../kubernetes";

/** What was broken into cannot put its tools where the next start would find them. */
export const readOnlyRoots: Assertion = {
  name: "every container's root file system is read-only",
  concerns: everyRelease,
  problems: ({ objects }) =>
    podTemplates(objects).flatMap(({ owner, spec }) =>
      containersOf(spec)
        .filter(mayWrite)
        .map(({ name }) => `${owner}: container ${name} lacks readOnlyRootFilesystem: true`),
    ),
};

/** Whether a container may change the image that it runs. */
export function mayWrite({ securityContext }: Container): boolean {
  return securityContext?.readOnlyRootFilesystem !== true;
}
