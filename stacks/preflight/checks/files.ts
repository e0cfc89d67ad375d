import { images } from "../../../constructs/images";
import { isExample } from "../../examples";
import type { Check } from "../check";
import { type Component, pinsOf } from "../pins";
import { type SupportedPair, supportedPairs, twins } from "../supported";
import { isWithin } from "../version";

/** Values of the environment, and images, that somebody still has to fill in. */
export const placeholders: Check = {
  subject: "placeholders",
  asks: false,
  reasons: ({ environment }) => [
    ...placeholdersOf(environment).map(
      ([path, value]) =>
        `${path} is '${value}', an example; write your own in environments/${environment.name}.ts`,
    ),
    ...placeholdersOf(images).map(([name, value]) => `image '${name}' is '${value}'; write its digest`),
  ],
};

function placeholdersOf(value: unknown, path = ""): [path: string, value: string][] {
  if (typeof value === "string") return isExample(value) ? [[path, value]] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    placeholdersOf(inner, path ? `${path}.${key}` : key),
  );
}

/** That all versions of this repository are known to work together. */
export const pairs: Check = {
  subject: "supported versions",
  asks: false,
  reasons: ({ environment }) => unsupported(pinsOf(environment)),
};

/** Why versions do not go together.
 *  @param table - what is known to work */
export function unsupported(
  pins: Readonly<Record<Component, string>>,
  table: readonly SupportedPair[] = supportedPairs,
): string[] {
  return [
    ...table.flatMap(({ one, oneVersions, other, otherVersions, source }) => {
      const fits = isWithin(pins[one], oneVersions) && isWithin(pins[other], otherVersions);
      return fits
        ? []
        : [
            `nobody has read whether ${one} ${pins[one]} and ${other} ${pins[other]} go together; ` +
              `read ${source}, then widen the row in stacks/preflight/supported.ts`,
          ];
    }),
    ...twins.flatMap(([one, other]) =>
      pins[one] === pins[other]
        ? []
        : [
            `${one} is ${pins[one]} and ${other} is ${pins[other]}; set both to one version in constructs/images.ts`,
          ],
    ),
  ];
}
