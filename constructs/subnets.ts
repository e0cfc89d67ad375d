/** IPv4 networks of one VPC: in each tier one per zone, in the order of the zones. */
export interface SubnetPlan {
  readonly public: readonly string[];
  readonly private: readonly string[];
  readonly data: readonly string[];
}

const ZONES = [0, 1, 2];

/** Divides a VPC over three zones. Each zone gets a quarter for pods, which take one address each; the last quarter
 *  holds the small subnets of load balancer and databases, a 64th each, and keeps five eighths free for later.
 *
 *  A /16 gives private /18 and public and data /22; a /20 gives private /22 (1,019 pods) and /26.
 *  @throws when the network is larger than a VPC can be or too small for pods in three zones */
export function planSubnets(cidr: string): SubnetPlan {
  const [address = "", length = ""] = cidr.split("/");
  const prefix = Number(length);
  if (!(prefix >= 16 && prefix <= 20))
    throw new Error(`a VPC of '${cidr}' does not fit three zones of pods; choose a network of /16 to /20`);
  const first = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - prefix);
  const network = (offset: number, bits: number) => `${dotted(first + offset)}/${prefix + bits}`;
  return {
    private: ZONES.map((zone) => network((zone * size) / 4, 2)),
    public: ZONES.map((zone) => network((3 * size) / 4 + (zone * size) / 64, 6)),
    data: ZONES.map((zone) => network((3 * size) / 4 + ((4 + zone) * size) / 64, 6)),
  };
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
