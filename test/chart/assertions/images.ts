import type { Container } from "kubernetes-types/core/v1";
import { type Assertion, everyRelease } from "../assertion";
import { containersOf, podTemplates } from "../kubernetes";

/** A node that starts a pod twice must run the same program twice, also while the registry is away. */
export const pinnedImages: Assertion = {
  name: "every image is an exact version that a node pulls once",
  concerns: everyRelease,
  problems: ({ objects }) =>
    podTemplates(objects).flatMap(({ owner, spec }) =>
      containersOf(spec).flatMap((container) =>
        imageProblems(container).map((problem) => `${owner}: container ${container.name} ${problem}`),
      ),
    ),
};

/** Projects whose releases have two numbers. */
const twoPartVersions = ["postgres"];

/** What is wrong with the image of one container. */
export function imageProblems({ image = "", imagePullPolicy }: Container): string[] {
  const { repository, tag, digest } = imageParts(image);
  const parts = twoPartVersions.includes(repository.split("/").at(-1) ?? "") ? 2 : 3;
  const exact = new RegExp(`^v?\\d+(\\.\\d+){${parts - 1},}`).test(tag);
  return [
    ...(exact || digest ? [] : [`runs '${image}'; name a version of ${parts} numbers`]),
    ...(imagePullPolicy === "Always" ? ["asks the registry at every start; use IfNotPresent"] : []),
  ];
}

/** Registry and path, tag and digest of an image's name. */
export function imageParts(image: string): { repository: string; tag: string; digest: string } {
  const [name = "", digest = ""] = image.split("@");
  const colon = name.lastIndexOf(":");
  const hasTag = colon > name.lastIndexOf("/");
  return {
    repository: hasTag ? name.slice(0, colon) : name,
    tag: hasTag ? name.slice(colon + 1) : "",
    digest,
  };
}
