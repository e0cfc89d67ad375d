import { type Assertion, isLangfuse } from "../../assertion";
import { perProgram, textOf } from "../../langfuse";
import { quantity } from "../../quantity";

/** Node stops at its own limit and leaves memory unused, or passes the container's and is killed. */
export const fittingHeap: Assertion = {
  name: "Node's heap is about three quarters of the memory limit",
  concerns: isLangfuse,
  problems: ({ objects }) =>
    perProgram(objects, ({ container }) => {
      const heap =
        Number(/--max-old-space-size=(\d+)/.exec(textOf(container, "NODE_OPTIONS"))?.[1]) * 2 ** 20;
      const limit = quantity(container.resources?.limits?.memory ?? "0");
      const share = heap / limit;
      if (share >= 0.7 && share <= 0.8) return [];
      return [`NODE_OPTIONS gives Node ${heap / 2 ** 20} MiB of ${limit / 2 ** 20} MiB; make it 75 %`];
    }),
};
