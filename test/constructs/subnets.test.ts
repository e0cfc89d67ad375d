import fc from "fast-check";
import { planSubnets } from "../../constructs/subnets";

const prefixes = fc.integer({ min: 16, max: 20 });
const networks = fc.tuple(prefixes, fc.integer({ min: 0, max: 2 ** 16 - 1 })).map(([prefix, index]) => {
  const first = (index % 2 ** prefix) * 2 ** (32 - prefix);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${prefix}`;
});

function range(cidr: string): { first: number; last: number } {
  const [address = "", prefix = ""] = cidr.split("/");
  const first = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return { first, last: first + 2 ** (32 - Number(prefix)) - 1 };
}

describe("planSubnets", () => {
  it("gives each zone of a /16 a quarter for pods and a /22 for each small tier", () => {
    expect(planSubnets("10.10.0.0/16")).toEqual({
      private: ["10.10.0.0/18", "10.10.64.0/18", "10.10.128.0/18"],
      public: ["10.10.192.0/22", "10.10.196.0/22", "10.10.200.0/22"],
      data: ["10.10.208.0/22", "10.10.212.0/22", "10.10.216.0/22"],
    });
  });

  it("scales down to a /20", () => {
    expect(planSubnets("172.16.240.0/20")).toEqual({
      private: ["172.16.240.0/22", "172.16.244.0/22", "172.16.248.0/22"],
      public: ["172.16.252.0/26", "172.16.252.64/26", "172.16.252.128/26"],
      data: ["172.16.253.0/26", "172.16.253.64/26", "172.16.253.128/26"],
    });
  });

  it("stays inside the VPC and never overlaps, for any network", () => {
    fc.assert(
      fc.property(networks, (cidr) => {
        const vpc = range(cidr);
        const subnets = Object.values(planSubnets(cidr)).flat().map(range);
        const sorted = subnets.toSorted((a, b) => a.first - b.first);
        expect(sorted).toHaveLength(9);
        expect(sorted[0]?.first).toBeGreaterThanOrEqual(vpc.first);
        expect(sorted[8]?.last).toBeLessThanOrEqual(vpc.last);
        for (const [index, { first }] of sorted.entries())
          expect(first).toBeGreaterThan(sorted[index - 1]?.last ?? -1);
      }),
    );
  });

  it("starts every subnet on its own boundary, as EC2 demands", () => {
    fc.assert(
      fc.property(networks, (cidr) => {
        for (const { first, last } of Object.values(planSubnets(cidr)).flat().map(range))
          expect(first % (last - first + 1)).toBe(0);
      }),
    );
  });

  it.each(["10.0.0.0/15", "10.0.0.0/21", "10.0.0.0", "ten"])("refuses %s", (cidr) => {
    expect(() => planSubnets(cidr)).toThrow(
      `a VPC of '${cidr}' does not fit three zones of pods; choose a network of /16 to /20`,
    );
  });
});
