import {
  clickHouseNodePool,
  clickHouseNodes,
  generalNodePool,
  type NodePool,
} from "../../constructs/node-pool";

const shape = {
  architecture: "arm64",
  instanceCategories: ["r"],
  instanceCpus: ["4", "8"],
  maxCpus: 64,
} as const;

const requirements = ({ spec }: NodePool) =>
  Object.fromEntries(spec.template.spec.requirements.map(({ key, values }) => [key, values]));

const hours = (duration: string) => Number(/^(\d+)h$/.exec(duration)?.[1]);

const pools: [string, NodePool][] = [
  ["general", generalNodePool({ ...shape, spot: true })],
  ["clickhouse", clickHouseNodePool(shape)],
];

describe.each(pools)("the pool '%s'", (name, pool) => {
  it("is what Auto Mode reads", () => {
    expect(pool).toMatchObject({ apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata: { name } });
    expect(pool.spec.template.spec.nodeClassRef).toEqual({
      group: "eks.amazonaws.com",
      kind: "NodeClass",
      name: "private",
    });
  });

  it("adds instances of the chosen shape only", () => {
    expect(requirements(pool)).toMatchObject({
      "kubernetes.io/arch": ["arm64"],
      "eks.amazonaws.com/instance-category": ["r"],
      "eks.amazonaws.com/instance-cpu": ["4", "8"],
    });
    expect(pool.spec.limits).toEqual({ cpu: "64" });
  });

  it("adds only instances that encrypt traffic between each other", () => {
    expect(requirements(pool)).toMatchObject({
      "eks.amazonaws.com/instance-encryption-in-transit-supported": ["true"],
    });
  });

  it("stays within the 21 days that Auto Mode allows, drain included", () => {
    const { expireAfter, terminationGracePeriod } = pool.spec.template.spec;
    expect(hours(expireAfter) + hours(terminationGracePeriod)).toBeLessThanOrEqual(21 * 24);
  });
});

describe("the general pool", () => {
  it("prefers spot capacity where the environment allows it, and falls back", () => {
    expect(requirements(generalNodePool({ ...shape, spot: true }))["karpenter.sh/capacity-type"]).toEqual([
      "spot",
      "on-demand",
    ]);
  });

  it("stays on demand otherwise", () => {
    expect(requirements(generalNodePool({ ...shape, spot: false }))["karpenter.sh/capacity-type"]).toEqual([
      "on-demand",
    ]);
  });

  it("admits every pod, and shrinks when its nodes are too big", () => {
    const { spec } = generalNodePool({ ...shape, spot: false });
    expect(spec.template.spec.taints).toBeUndefined();
    expect(spec.disruption).toMatchObject({ consolidationPolicy: "WhenEmptyOrUnderutilized" });
  });
});

describe("ClickHouse's pool", () => {
  const { spec } = clickHouseNodePool(shape);

  it("is never spot", () => {
    expect(requirements(clickHouseNodePool(shape))["karpenter.sh/capacity-type"]).toEqual(["on-demand"]);
  });

  it("keeps everything else away", () => {
    expect(spec.template.spec.taints).toEqual([
      { key: "langfuse.com/dedicated", value: "clickhouse", effect: "NoSchedule" },
    ]);
  });

  it("is the one that ClickHouse's pods select", () => {
    expect(clickHouseNodes.nodeSelector).toEqual({
      "karpenter.sh/nodepool": clickHouseNodePool(shape).metadata.name,
    });
  });

  it("never moves a replica to save money", () => {
    expect(spec.disruption.consolidationPolicy).toBe("WhenEmpty");
  });

  it("replaces one node at a time", () => {
    expect(spec.disruption.budgets).toContainEqual({ nodes: "1" });
  });

  it("takes a new image only at night", () => {
    expect(spec.disruption.budgets).toContainEqual({
      nodes: "0",
      reasons: ["Drifted"],
      schedule: "0 5 * * *",
      duration: "20h",
    });
  });

  it("lives as long as Auto Mode allows", () => {
    const { expireAfter, terminationGracePeriod } = spec.template.spec;
    expect(hours(expireAfter) + hours(terminationGracePeriod)).toBe(21 * 24);
  });
});
