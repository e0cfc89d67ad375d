import { type Assertion, allObjects, isLangfuse } from "../../assertion";
import { perProgram } from "../../langfuse";

/** Web serves on for 110 s after it was told to stop; the worker empties its buffers. */
const neededSeconds = 120;

/** The chart has no key for it, so an admission policy must set it, in the pods' own namespace. */
export const graceToStop: Assertion = {
  name: "Langfuse's pods get two minutes to stop",
  concerns: isLangfuse,
  problems: ({ objects }, environment) => {
    const policies = allObjects(environment).filter(({ kind }) => kind === "MutatingAdmissionPolicy");
    const mutated = policies
      .flatMap((policy) => [...JSON.stringify(policy).matchAll(/terminationGracePeriodSeconds\W+(\d+)/g)])
      .map(([, seconds]) => Number(seconds));
    return perProgram(objects, ({ deployment }) => {
      const own = deployment.spec?.template.spec?.terminationGracePeriodSeconds ?? 30;
      const seconds = Math.max(own, ...mutated);
      return seconds >= neededSeconds ? [] : [`is killed ${seconds} s after it was told to stop`];
    });
  },
};
