import fc from "fast-check";
import type { EnvironmentInput } from "../../environments/schema";
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
const choices = fc.record({
  name: word,
  accountId: digits(12),
  region: fc.constantFrom("eu-west-1", "us-east-1", "ap-southeast-2", "ca-central-1", "il-central-1"),
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
});

type Choices = typeof choices extends fc.Arbitrary<infer Value> ? Value : never;

/** Environments that the schema must accept, of every shape that it offers; what is not varied is the sample's. */
export const arbitraryEnvironment: fc.Arbitrary<EnvironmentInput> = choices.map((given) => ({
  ...sample,
  name: given.name,
  accountId: given.accountId,
  region: given.region,
  zones: given.zones.map((letter) => `${given.region}${letter}`),
  serviceLevel: given.production ? "production" : "best-effort",
  protectData: given.production || given.protectData,
  network: network(given),
  edge: edge(given),
  ...stores(given),
  cluster: cluster(given),
  clickhouse: clickhouse(given),
  alerting: alerting(given),
  delivery: { ...sample.delivery, createOidcProvider: given.createOidcProvider },
}));

/** The sample's receivers, with secrets that the environment may read. */
function alerting({ accountId, region, name }: Choices): EnvironmentInput["alerting"] {
  const secret = (key: string) =>
    `arn:aws:secretsmanager:${region}:${accountId}:secret:langfuse-${name}/alerting/${key}-AbCdEf`;
  return {
    receivers: [
      {
        kind: "pagerduty",
        name: "on-call",
        severities: ["critical"],
        serviceRegion: "eu",
        routingKeySecretArn: secret("on-call"),
      },
      { kind: "slack", name: "chat", severities: ["warning"], webhookUrlSecretArn: secret("chat") },
    ],
    deadMansSwitch: { urlSecretArn: secret("dead-mans-switch") },
  };
}

function network({
  ownVpc,
  production,
  nat,
  endpoints,
  vpcCidr,
  subnets,
}: Choices): EnvironmentInput["network"] {
  const tier = (start: number) => subnets.slice(start, start + 3).map((id) => `subnet-${id}`);
  if (ownVpc)
    return {
      ...sample.network,
      vpc: { kind: "create", cidr: vpcCidr, nat: production ? "per-zone" : nat },
      interfaceEndpoints: production ? sample.network.interfaceEndpoints : endpoints,
    };
  return {
    ...sample.network,
    vpc: {
      kind: "existing",
      vpcId: `vpc-${subnets[0]}`,
      cidr: vpcCidr,
      publicSubnetIds: tier(0),
      privateSubnetIds: tier(3),
      dataSubnetIds: tier(6),
    },
    interfaceEndpoints: [],
  };
}

function edge(given: Choices): EnvironmentInput["edge"] {
  const { accountId, region, domain, certificate, anyone } = given;
  const networks = given.internal ? given.inside : given.outside;
  return {
    ...sample.edge,
    domain: domain.join("."),
    zone: given.ownZone
      ? { kind: "create", name: domain.slice(-2).join(".") }
      : { kind: "existing", zoneId: "Z0123456789EXAMPLE" },
    certificate: certificate
      ? { kind: "existing", arn: `arn:aws:acm:${region}:${accountId}:certificate/${certificate}` }
      : { kind: "create" },
    exposure: given.internal ? "internal" : "internet",
    interfaceAllowList: anyone.interface && !given.production ? "anyone" : networks,
    ingestionAllowList: anyone.ingestion ? "anyone" : networks,
    requestsPerFiveMinutes: given.requests,
  };
}

function stores(given: Choices): Pick<EnvironmentInput, "postgres" | "cache" | "blobs"> {
  const { production, storageGib, days } = given;
  const burstable = given.burstable && !production;
  const backupDays = 30 + days.more;
  return {
    postgres: {
      ...sample.postgres,
      instanceClass: burstable ? "db.t4g.medium" : "db.r8g.48xlarge",
      standby: production || given.standby,
      storageGib,
      maxStorageGib: Math.ceil((storageGib * 11) / 10),
      backupDays,
    },
    cache: {
      ...sample.cache,
      nodeType: burstable ? "cache.t4g.medium" : "cache.r7g.16xlarge",
      replicas: Math.max(given.replicas, production ? 1 : 0),
    },
    blobs: {
      ...sample.blobs,
      eventsDays: days.events,
      accessLogDays: days.logs,
      backupDays,
      backupLockDays: days.lock,
    },
  };
}

function cluster(given: Choices): EnvironmentInput["cluster"] {
  const { architecture, administrators, cpus: instanceCpus, maxCpus } = given;
  const [admin = "", ...others] = given.roles.map((name) => `arn:aws:iam::${given.accountId}:role/${name}`);
  return {
    ...sample.cluster,
    version: "1.36",
    architecture,
    api: administrators ? { kind: "public", allowList: administrators } : { kind: "private" },
    access: { admins: [admin], operators: others.slice(0, 2), viewers: others.slice(2) },
    pools: {
      general: {
        instanceCategories: given.categories,
        instanceCpus,
        maxCpus,
        spot: given.spot && !given.production,
      },
      clickhouse: { instanceCategories: given.memoryCategories, instanceCpus, maxCpus },
    },
  };
}

/** A share of the largest node that the pool offers; production wants 16 GiB, for which its pool has a node. */
function clickhouse({
  clickhouse: given,
  production,
  cpus,
  memoryCategories,
}: Choices): EnvironmentInput["clickhouse"] {
  const single = given.single && !production;
  const nodeCpus = Math.max(...cpus.map(Number));
  const memory = nodeCpus * (memoryCategories.includes("r") ? 8 : 4) - 2;
  const least = production ? 16 : 8;
  return {
    topology: single ? "single" : "replicated",
    replicas: single ? 1 : production ? 3 : given.replicas,
    keepers: single ? 1 : 3,
    cpus: 0.5 + given.share * (nodeCpus - 1),
    memoryGib: Math.floor(least + given.share * (memory - least)),
    storageGib: given.storageGib,
  };
}
