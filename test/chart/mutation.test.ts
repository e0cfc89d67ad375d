import { assertions } from "./assertions";
import { pinnedImages } from "./assertions/images";
import { environmentOf, releaseOf, sound } from "./fixtures";
import { chartMutants } from "./mutation";
import { type Worsening, worsened } from "./worsening";
import { worsenings } from "./worsenings";

const environment = environmentOf([releaseOf(Object.values(sound))]);
const latest: Worsening = {
  assertion: pinnedImages.name,
  what: "a tag that moves",
  kinds: ["Deployment"],
  names: /^langfuse-web$/,
  change: [/"image":"([^"]+):[^"]+"/, '"image":"$1:latest"'],
};

describe("the mutants of an environment", () => {
  it("are noticed by the assertion that they are for", () => {
    expect(chartMutants(environment, { assertions, worsenings: [latest] })).toEqual({
      made: 1,
      problems: [],
    });
  });

  it("are named when it overlooks them", () => {
    const blind = { ...pinnedImages, problems: () => [] };
    expect(chartMutants(environment, { assertions: [blind], worsenings: [latest] }).problems).toEqual([
      "unseen by 'every image is an exact version that a node pulls once': langfuse Deployment langfuse-web with a tag " +
        "that moves",
    ]);
  });

  it("must be at least one for each way to break it", () => {
    const about = { ...latest, kinds: ["Pod"] };
    expect(chartMutants(environment, { assertions, worsenings: [about] }).problems).toEqual([
      "nothing to break for 'every image is an exact version that a node pulls once' with a tag that moves",
    ]);
  });
});

it.each(worsenings)("breaks '$assertion' with $what, which is an assertion's name", ({ assertion }) => {
  expect(assertions.map(({ name }) => name)).toContain(assertion);
});

it("leaves an object out, and others as they are", () => {
  expect(worsened(sound.web, { ...latest, change: "remove" })).toBeUndefined();
  expect(worsened(sound.worker, { ...latest, change: "remove" })).toBe(sound.worker);
});
