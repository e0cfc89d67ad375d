import { inDeployOrder, inDestroyOrder } from "../support/order";

const stack = (name: string, ...dependencies: string[]) => ({
  name,
  environment: "dev",
  dependencies,
  folder: "",
});
const stacks = [stack("network"), stack("data", "network"), stack("cluster", "network")];

async function traced(order: typeof inDeployOrder, failing?: string): Promise<string[]> {
  const trace: string[] = [];
  await order(stacks, async ({ name }) => {
    trace.push(`+${name}`);
    await new Promise((resolve) => setImmediate(resolve));
    if (name === failing) throw new Error(`${name} failed`);
    trace.push(`-${name}`);
  }).catch((error: unknown) => trace.push(String(error)));
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
});
