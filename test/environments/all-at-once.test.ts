import fc from "fast-check";
import { reportOn } from "../support/environment-file";
import { existingVpc } from "../support/sample-environment";

/** Mistakes of all sorts, each in fields that no other of them is about. */
const mistakes: readonly Readonly<Record<string, unknown>>[] = [
  { accountid: "111111111111" },
  { zones: ["eu-west-1a", "eu-west-1b", "eu-west-2c"] },
  { protectData: "yes" },
  { "tags.environment": "live" },
  { "network.vpc.cidr": "10.0.0.0/8" },
  { "network.vpc.nat": "single" },
  { "network.interfaceEndpoints": ["sts", "sts"] },
  { "network.logDays": 31 },
  { "edge.domain": undefined },
  { "edge.certificate": { kind: "imported" } },
  { "edge.interfaceAllowList": "anyone" },
  { "edge.ingestionAllowList": ["10.0.0.0/8", 7] },
  { "edge.requestsPerFiveMinutes": Number.NaN },
  { "postgres.standby": undefined, "postgres.standbi": true },
  { "postgres.storageGib": 1000 },
  { "postgres.backupDays": 10 },
  { "cache.nodeType": "cache.t4g.medium" },
  { "blobs.accessLogDays": 60 },
  { "blobs.backupLockDays": 364 },
  { "disasterRecovery.region": "eu-west-1" },
  { "rotations.session": 0.5 },
  { "cluster.version": 1.36 },
  { "cluster.access.admins": [] },
  { "cluster.access.viewers": ["arn:aws:iam::222222222222:role/viewer"] },
  { "cluster.pools.general.spot": true },
  { "cluster.pools.general.maxCpus": 2 },
  { "cluster.pools.clickhouse.maxCpus": 2 },
  { "maskingGateway.minReplicas": 1 },
  { "maskingGateway.image": "example.com/masking-gateway:1.0.0" },
  { "observability.retentionDays": 7 },
  { "alerting.deadMansSwitch": undefined },
  { "grafana.exposure": "public" },
  { "sso.0.pool.domainPrefix": "aws-langfuse" },
  { "sso.0.clientSecret": "hunter2" },
  { "access.sessionMinutes": 100_000 },
  { "access.first.organization.id": "Example" },
  { "access.first.project.retentionDays": 90 },
  { "access.organizationCreators": ["owner@example.com"] },
  { delivery: [] },
];

/** Problems without the title, two lines each. */
function problemsOf(changes: Readonly<Record<string, unknown>>): string[] {
  const [, ...problems] = reportOn(changes).split(/\n(?=✖)/);
  return problems;
}

const alone = mistakes.map((mistake) => ({ mistake, problems: problemsOf(mistake) }));

it.each(alone)("$mistake is a mistake", ({ problems }) => {
  expect(problems).not.toEqual([]);
});

it("no mistake hides another: a report has the problems of each", () => {
  fc.assert(
    fc.property(fc.subarray(alone), (some) => {
      const together = problemsOf(Object.assign({}, ...some.map(({ mistake }) => mistake)));
      expect(together.sort()).toEqual(some.flatMap(({ problems }) => problems).sort());
    }),
  );
});

it("a VPC of others excuses production from what its owner decides, and from nothing else", () => {
  const open = {
    sso: [],
    "access.newUsers": "nobody",
    "access.passwordLogin": true,
    "access.enforcedSsoDomains": [],
  };
  expect(problemsOf({ ...existingVpc, ...open })).toEqual([
    "✖ must have an identity provider in production, so that who leaves the company loses access\n" +
      "  → at sso: an empty list",
  ]);
});
