import type fc from "fast-check";
import type { EnvironmentInput } from "../../environments/schema";
import { applicationSections } from "./arbitrary-applications";
import { type Choices, choices } from "./arbitrary-choices";
import { newRegion } from "./new-region";
import { sample } from "./sample-environment";

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
  disasterRecovery: disasterRecovery(given),
  restoreDrill: given.production || given.protectData ? "monthly" : "none",
  cluster: cluster(given),
  clickhouse: clickhouse(given),
  ...applicationSections(given.applications, { ...given, domain: given.domain.join(".") }),
  delivery: { ...sample.delivery, createOidcProvider: given.createOidcProvider },
}));

/** With another account where data is protected and nobody depends on it, so that there are some of each. */
function disasterRecovery({
  production,
  protectData,
  accountId,
}: Choices): EnvironmentInput["disasterRecovery"] {
  if (!production && !protectData) return undefined;
  const another = {
    accountId: accountId.replace(/^./, (digit) => (digit === "9" ? "8" : "9")),
    lock: "compliance",
  } as const;
  return { region: "eu-central-1", ...(production ? {} : { vaultAccount: another }) };
}

function network({
  ownVpc,
  production,
  nat,
  endpoints,
  vpcCidr,
  subnets,
  internal,
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
      natNetworks: internal ? [] : ["198.51.100.7/32"],
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
  const protectData = production || given.protectData;
  const burstable = given.burstable && !production;
  const backupDays = 30 + days.more;
  return {
    postgres: {
      ...sample.postgres,
      instanceClass: burstable ? "db.t4g.medium" : "db.r8g.48xlarge",
      standby: protectData || given.standby,
      storageGib,
      maxStorageGib: Math.ceil((storageGib * 11) / 10),
      backupDays,
      ...(given.region === newRegion.region ? { authority: newRegion.bundle } : {}),
    },
    cache: {
      ...sample.cache,
      nodeType: burstable ? "cache.t4g.medium" : "cache.r7g.16xlarge",
      replicas: Math.max(given.replicas, production ? 2 : protectData ? 1 : 0),
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
