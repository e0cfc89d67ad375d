import type { Environment } from "./index";
import { networkOf, overlap } from "./ipv4";
import type { Problem } from "./report";

/** Everything in which environments are in each other's way. */
export function conflictsOf(environments: readonly Environment[]): Problem[] {
  return pairs(environments).flatMap(([one, other]) =>
    CONFLICTS.flatMap(({ path, between }) => {
      const message = between(one, other);
      const files = `environments/${one.name}.ts and environments/${other.name}.ts`;
      return message === undefined ? [] : [{ path, message: `${files} ${message}`, hidden: true as const }];
    }),
  );
}

interface Conflict {
  readonly path: readonly string[];
  /** What is wrong with a pair and what to do, as the end of a sentence about the two files; nothing if they agree. */
  readonly between: (one: Environment, other: Environment) => string | undefined;
}

const CONFLICTS: readonly Conflict[] = [
  {
    path: ["name"],
    between: (one, other) => {
      if (one.name === other.name)
        return `are both named '${one.name}'; rename one before its first deployment`;
      const [short = "", long = ""] = [one.name, other.name].sort();
      return long.startsWith(`${short}-`)
        ? `cannot be told apart by 'cdktf deploy ${short}-*'; rename '${long}' so that it does not start with '${short}-'`
        : undefined;
    },
  },
  {
    path: ["network", "vpc", "cidr"],
    between: ({ network: one }, { network: other }) => {
      const shared =
        one.vpc.kind === "existing" && other.vpc.kind === "existing" && one.vpc.vpcId === other.vpc.vpcId;
      return !shared && overlap(networkOf(one.vpc.cidr), networkOf(other.vpc.cidr))
        ? `overlap with ${one.vpc.cidr} and ${other.vpc.cidr}, so they can never be peered; move the newer one`
        : undefined;
    },
  },
  {
    path: ["edge", "domain"],
    between: ({ edge: one }, { edge: other }) =>
      one.domain === other.domain
        ? `both answer at '${one.domain}'; give each a domain of its own`
        : undefined,
  },
  {
    path: ["edge", "zone", "name"],
    between: ({ edge: one }, { edge: other }) =>
      one.zone.kind === "create" && other.zone.kind === "create" && one.zone.name === other.zone.name
        ? `both create the zone '${one.zone.name}', and its parent can delegate to one; let one name the other's zoneId`
        : undefined,
  },
  {
    path: ["sso"],
    between: (one, other) => {
      const prefix = signInPrefixes(one).find((name) => signInPrefixes(other).includes(name));
      return prefix !== undefined && one.region === other.region
        ? `both create the sign-in page '${prefix}' of a user pool in ${one.region}, where it is unique; rename one`
        : undefined;
    },
  },
  {
    path: ["auditTrail"],
    between: (one, other) =>
      one.accountId === other.accountId &&
      one.auditTrail.kind === "create" &&
      other.auditTrail.kind === "create"
        ? `both create a trail in account ${one.accountId}, and the second costs 2 USD per 100 000 calls; let one name the other's trailArn`
        : undefined,
  },
  {
    path: ["disasterRecovery", "vaultAccount", "accountId"],
    between: (one, other) => {
      const [keeper] = [one, other].filter(({ accountId }) =>
        [one, other].some(({ disasterRecovery }) => disasterRecovery?.vaultAccount?.accountId === accountId),
      );
      return keeper
        ? `cannot both use account ${keeper.accountId}, in which '${keeper.name}' runs: who deploys there would have power over the copies; name an account that runs nothing`
        : undefined;
    },
  },
  {
    path: ["delivery", "createOidcProvider"],
    between: (one, other) =>
      one.accountId === other.accountId &&
      one.delivery.createOidcProvider &&
      other.delivery.createOidcProvider
        ? `both create GitHub's identity provider in account ${one.accountId}, which can hold one; set one to false`
        : undefined,
  },
];

function signInPrefixes({ sso }: Environment): string[] {
  return sso.flatMap((provider) =>
    provider.kind === "cognito" && provider.pool.kind === "create" ? [provider.pool.domainPrefix] : [],
  );
}

function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((one, index) => items.slice(index + 1).map((other): [Item, Item] => [one, other]));
}
