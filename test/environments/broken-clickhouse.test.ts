import { reportOn } from "../support/environment-file";

describe("ClickHouse is refused for", () => {
  it("several copies where the topology has one", () => {
    expect(reportOn({ serviceLevel: "best-effort", "clickhouse.topology": "single" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 1 while topology is 'single', which is fixed at birth; follow runbooks/procedures/clickhouse-single-to-replicated.md to move the data into a replicated one
        → at clickhouse.replicas: 3"
    `);
  });

  it("one copy where the topology has several", () => {
    expect(reportOn({ serviceLevel: "best-effort", "clickhouse.replicas": 1 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 2 or 3 while topology is 'replicated'; a new trial may choose 'single' instead
        → at clickhouse.replicas: 1"
    `);
  });

  it("an even number of keepers", () => {
    expect(reportOn({ "clickhouse.keepers": 2 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 1 or 3: an even number survives no more losses than the odd one below it, and there are three zones
        → at clickhouse.keepers: 2"
    `);
  });

  it("copies without a majority of keepers", () => {
    expect(reportOn({ "clickhouse.keepers": 1 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 3 while topology is 'replicated': without Keeper every copy is read-only
        → at clickhouse.keepers: 1"
    `);
  });

  it("a single copy in production", () => {
    expect(reportOn({ "clickhouse.topology": "single", "clickhouse.replicas": 1 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be 'replicated' in production, or a lost volume loses every trace since the last backup
        → at clickhouse.topology: "single"
      ✖ must be at least 3 in production, so that one can be replaced while a zone is lost
        → at clickhouse.replicas: 1"
    `);
  });

  it("replicas that no node of the pool can hold", () => {
    expect(reportOn({ "clickhouse.cpus": 30, "clickhouse.memoryGib": 200 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be at most 15.5, or allow larger nodes in cluster.pools.clickhouse.instanceCpus
        → at clickhouse.cpus: 30
      ✖ must be at most 126, or allow larger nodes in cluster.pools.clickhouse
        → at clickhouse.memoryGib: 200"
    `);
  });

  it("a pool that cannot hold every replica", () => {
    expect(reportOn({ "cluster.pools.clickhouse.maxCpus": 8 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be at least 12: every replica, and every member of Keeper, is on a node of its own
        → at cluster.pools.clickhouse.maxCpus: 8"
    `);
  });
});
