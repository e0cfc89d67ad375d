import { isIPv4 } from "node:net";

/** An IPv4 network as numbers: its first address and how many it has. */
export interface Network {
  readonly first: number;
  readonly size: number;
  /** Number of fixed bits, for example 16. */
  readonly prefix: number;
}

/** Reads CIDR notation whose host bits are zero.
 *  @returns a sentence about what is wrong, when the text is no such network */
export function parseNetwork(text: string): Network | string {
  if (isIPv4(text)) return `is one address and no network; write '${text}/32'`;
  const [address = "", bits = "", ...rest] = text.split("/");
  if (rest.length > 0 || !isIPv4(address) || !/^(\d|[12]\d|3[0-2])$/.test(bits))
    return "must be an IPv4 network such as '10.0.0.0/16'";
  const network = networkFrom(address, Number(bits));
  if (network.first % network.size === 0) return network;
  const first = network.first - (network.first % network.size);
  return `has host bits set; write the network's first address, '${addressText(first)}/${bits}'`;
}

/** The network of a text that has been validated. */
export function networkOf(cidr: string): Network {
  const network = parseNetwork(cidr);
  if (typeof network === "string") throw new Error(`'${cidr}' ${network}`);
  return network;
}

/** Whether two networks share an address. */
export function overlap(a: Network, b: Network): boolean {
  return a.first < b.first + b.size && b.first < a.first + a.size;
}

/** Whether nobody on the internet can have an address of this network (RFC 1918 and RFC 6598). */
export function isPrivate(network: Network): boolean {
  return PRIVATE.some(
    (range) => network.first >= range.first && network.first + network.size <= range.first + range.size,
  );
}

function networkFrom(address: string, prefix: number): Network {
  const first = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return { first, size: 2 ** (32 - prefix), prefix };
}

function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].map(networkOf);
