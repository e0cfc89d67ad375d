import { admittedPodSettings } from "../../admission";
import { type Assertion, isLangfuse } from "../../assertion";
import { perProgram } from "../../langfuse";

/** Web serves on for 110 s after it was told to stop; the worker empties its buffers. */
const neededSeconds = 120;

/** The chart has no key for it, so an admission policy must set it. */
export const graceToStop: Assertion = {
  name: "Langfuse's pods get two minutes to stop",
  concerns: isLangfuse,
  problems: ({ namespace, objects }, environment) =>
    perProgram(objects, ({ deployment }) => {
      const admitted = admittedPodSettings(deployment, namespace, environment).terminationGracePeriodSeconds;
      const own = deployment.spec?.template.spec?.terminationGracePeriodSeconds ?? 30;
      const seconds = Number(admitted ?? own);
      return seconds >= neededSeconds ? [] : [`is killed ${seconds} s after it was told to stop`];
    }),
};
