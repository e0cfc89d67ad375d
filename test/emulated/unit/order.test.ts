import { inDeployOrder, inDestroyOrder } from "../support/order";

const stack = (name: string, ...dependencies: string[]) => ({
  name,
  environment: "dev",
  dependencies,
  folder: "",
});
const stacks = [stack("network"), stack("data", "network"), stack("cluster", "network")];

const tick = () => new Promise((resolve) => setImmediate(resolve));

async function traced(order: typeof inDeployOrder, failing?: string): Promise<string[]> {
  const trace: string[] = [];
  const work = async ({ name }: { name: string }) => {
    trace.push(`+${name}`);
    await tick();
    if (name === failing) throw new Error(`${name} failed`);
    trace.push(`-${name}`);
  };
  await order(stacks, { work }).catch((error: unknown) => trace.push(String(error)));
  return trace;
}

describe("the order of stacks", () => {
  it("deploys what others depend on first, and the rest at the same time", async () => {
    expect(await traced(inDeployOrder)).toEqual([
      "+network",
      "-network",
      "+data",
      "+cluster",
      "-data",
      "-cluster",
    ]);
  });

  it("destroys the other way round", async () => {
    expect(await traced(inDestroyOrder)).toEqual([
      "+cluster",
      "+data",
      "-cluster",
      "-data",
      "+network",
      "-network",
    ]);
  });

  it("leaves out what depends on a failure, and ends everything else before it says so", async () => {
    expect(await traced(inDeployOrder, "network")).toEqual(["+network", "Error: network failed"]);
    expect(await traced(inDestroyOrder, "cluster")).toEqual([
      "+cluster",
      "+data",
      "-data",
      "Error: cluster failed",
    ]);
  });

  it("prepares a stack while it waits, and lets nobody wait for what comes after the work", async () => {
    const trace: string[] = [];
    const stage =
      (sign: string) =>
      async ({ name }: { name: string }) => {
        trace.push(`${sign} ${name}`);
        for (let ticks = 0; ticks < 9; ticks += 1) await tick();
        trace.push(`${sign} ${name} done`);
      };
    const stages = {
      prepare: stage("prepare"),
      begin: stage("begin"),
      work: stage("work"),
      after: stage("after"),
    };
    await inDeployOrder(stacks.slice(0, 2), stages);
    const inOrder = (...events: string[]) =>
      expect(trace.filter((event) => events.includes(event))).toEqual(events);
    inOrder("prepare network done", "begin network", "begin network done", "work network", "after network");
    inOrder("begin network done", "prepare data", "work network done");
    inOrder("work network done", "begin data", "after network done");
  });
});
