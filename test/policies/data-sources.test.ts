import { synthesizedStacks } from "../support/platform";

/** What a plan may look up. Anything else could be another value tomorrow, and change a plan that nobody asked for. */
const STABLE = ["terraform_remote_state"];

it.each(synthesizedStacks())(
  "$name plans tomorrow what it plans today: it looks up no latest version",
  ({ json }) => {
    const types = Object.keys(json.data ?? {});
    expect(types.filter((type) => !STABLE.includes(type))).toEqual([]);
  },
);
