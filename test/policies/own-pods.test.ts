import { prod } from "../../environments/prod";
import { rules } from "../policies/rules";
import type { Block } from "../support/terraform-json";
import { synthesizedPlatforms } from "./judgement";
import { type Platform, withResource } from "./platform";

/** A pod as somebody writes it who thinks of nothing. */
const careless = { spec: { containers: [{ name: "new", image: "example.com/new:latest" }] } };

const kinds: readonly (readonly [kind: string, spec: Block])[] = [
  ["Deployment", { template: careless }],
  ["StatefulSet", { template: careless }],
  ["DaemonSet", { template: careless }],
  ["Job", { template: careless }],
  ["CronJob", { schedule: "0 0 * * *", jobTemplate: { spec: { template: careless } } }],
  ["Pod", careless.spec],
];

const ofEveryPod = [
  "own-pods-restricted",
  "own-pods-numbered",
  "own-pods-read-only",
  "own-pods-bounded",
  "own-pods-exact",
  "own-pods-digest",
  "own-pods-without-token",
  "own-pods-one-policy",
];
const ofSome: Readonly<Record<string, readonly string[]>> = {
  CronJob: ["own-schedules-apart", "own-schedules-end"],
  Job: ["own-jobs-end"],
  Deployment: ["own-servers-probed"],
  StatefulSet: ["own-servers-probed"],
  DaemonSet: ["own-servers-probed"],
};

describe("a new workload", () => {
  it.each(kinds)("of the kind %s is held by every rule of pods from its first day", (kind, spec) => {
    expect(objecting(kind, { metadata: { name: "new", namespace: "langfuse" }, spec }).sort()).toEqual(
      [...ofEveryPod, ...(ofSome[kind] ?? [])].sort(),
    );
  });

  it("of a kind that nobody can read yet is refused for that", () => {
    expect(objecting("Rollout", { metadata: { name: "new" }, spec: { template: careless } })).toEqual([
      "own-pods-seen",
    ]);
  });
});

/** Rules that say something of one more object. */
function objecting(kind: string, block: Block): string[] {
  const platform = withResource(real(), { type: kind, name: "langfuse/new", block });
  return rules
    .filter(({ check }) => check(platform).some(({ address }) => address === `${kind}.langfuse/new`))
    .map(({ id }) => id);
}

function real(): Platform {
  const platform = synthesizedPlatforms().find(({ environment }) => environment.name === prod.name);
  if (!platform) throw new Error(`no environment '${prod.name}' was synthesized`);
  return platform;
}
