import fc from "fast-check";
import { applications } from "./arbitrary-applications";
import { newRegion } from "./new-region";
import { sample } from "./sample-environment";

const letters = [..."abcdefghijklmnopqrstuvwxyz"];
const word = fc
  .array(fc.constantFrom(...letters), { minLength: 2, maxLength: 9 })
  .map((some) => some.join(""));
const number = (min: number, max: number) => fc.integer({ min, max });
const digits = (count: number) =>
  number(0, 10 ** count - 1).map((value) => String(value).padStart(count, "0"));
const some = <Item>(items: readonly Item[]) => fc.shuffledSubarray([...items], { minLength: 1 });
const distinct = <Item>(item: fc.Arbitrary<Item>, minLength: number, maxLength: number) =>
  fc.uniqueArray(item, { minLength, maxLength });

/** An aligned network of a length somewhere in a /8. */
const networkIn = (octet: number, prefix: number) =>
  number(0, 2 ** (prefix - 8) - 1).map((index) => {
    const address = index * 2 ** (32 - prefix);
    return `${octet}.${Math.floor(address / 65_536)}.${Math.floor(address / 256) % 256}.${address % 256}/${prefix}`;
  });

/** Choices that depend on no other, with one for each answer where they depend on what the environment promises. */
export const choices = fc.record({
  name: word,
  accountId: digits(12),
  region: fc.constantFrom("eu-west-1", "us-east-1", "ap-southeast-2", "ca-central-1", newRegion.region),
  zones: fc.shuffledSubarray(["a", "b", "c", "d", "e", "f"], { minLength: 3, maxLength: 3 }),
  production: fc.boolean(),
  protectData: fc.boolean(),
  ownVpc: fc.boolean(),
  // Without 10.100.0.0/16, from which EKS serves.
  vpcCidr: fc.oneof(networkIn(10, 16), networkIn(10, 20)).filter((cidr) => !cidr.startsWith("10.100.")),
  nat: fc.constantFrom<"single" | "per-zone">("single", "per-zone"),
  subnets: distinct(digits(8), 9, 9),
  endpoints: fc.shuffledSubarray(sample.network.interfaceEndpoints),
  domain: fc.array(word, { minLength: 2, maxLength: 5 }),
  ownZone: fc.boolean(),
  certificate: fc.option(fc.uuid(), { nil: undefined }),
  internal: fc.boolean(),
  inside: distinct(networkIn(10, 16), 1, 3),
  outside: distinct(networkIn(203, 24), 1, 3),
  anyone: fc.record({ interface: fc.boolean(), ingestion: fc.boolean() }),
  requests: number(100, 2_000_000_000),
  burstable: fc.boolean(),
  standby: fc.boolean(),
  storageGib: number(20, 50_000),
  replicas: number(0, 2),
  days: fc.record({
    lock: number(7, 30),
    more: number(0, 5),
    events: number(30, 365),
    logs: number(365, 3650),
  }),
  architecture: fc.constantFrom<"arm64" | "amd64">("arm64", "amd64"),
  administrators: fc.option(distinct(networkIn(198, 24), 1, 40), { nil: undefined }),
  roles: distinct(word, 1, 6),
  categories: some(["c", "m", "r"] as const),
  memoryCategories: some(["m", "r"] as const),
  // With one that holds what production wants of ClickHouse, whatever the category.
  cpus: some(["2", "4", "8", "16"] as const).map((list) => [...new Set([...list, "8"] as const)]),
  maxCpus: number(48, 5_000),
  clickhouse: fc.record({
    single: fc.boolean(),
    replicas: number(2, 3),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    storageGib: number(20, 16_384),
  }),
  spot: fc.boolean(),
  createOidcProvider: fc.boolean(),
  applications,
});

/** One of each. */
export type Choices = typeof choices extends fc.Arbitrary<infer Value> ? Value : never;
