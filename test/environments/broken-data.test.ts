import { reportOn } from "../support/environment-file";

describe("stores are refused for", () => {
  it("storage that cannot grow", () => {
    expect(reportOn({ "postgres.maxStorageGib": 105 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be at least 110: RDS wants a tenth more than storageGib, which is 100
        → at postgres.maxStorageGib: 105"
    `);
  });

  it("a database class that does not exist", () => {
    expect(reportOn({ "postgres.instanceClass": "m7g.xlarge" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be a current RDS class with 4 GiB or more, such as 'db.m7g.large' or 'db.t4g.medium'
        → at postgres.instanceClass: "m7g.xlarge""
    `);
  });

  it("burstable instances in production", () => {
    expect(
      reportOn({
        "postgres.instanceClass": "db.t4g.large",
        "cache.nodeType": "cache.t4g.medium",
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ is burstable and stalls when its CPU credits are spent; production runs on classes m or r
        → at postgres.instanceClass: "db.t4g.large"
      ✖ is burstable and stalls when its CPU credits are spent; production runs on classes m or r
        → at cache.nodeType: "cache.t4g.medium""
    `);
  });

  it("production that a lost zone, a wrong command or a late discovery ends", () => {
    expect(
      reportOn({
        protectData: false,
        "network.vpc.nat": "single",
        "postgres.standby": false,
        "postgres.backupDays": 14,
        "cache.replicas": 0,
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (5 problems):
      ✖ must be true in production, or one wrong 'destroy' ends it
        → at protectData: false
      ✖ must be 'per-zone' in production, or one lost zone cuts off the others
        → at network.vpc.nat: "single"
      ✖ must be true in production, or a lost zone stops every trace for hours
        → at postgres.standby: false
      ✖ must be at least 30 in production, because some losses are noticed at the month's end
        → at postgres.backupDays: 14
      ✖ must be at least 2 in production, or a zone lost during an update empties the queue of traces
        → at cache.replicas: 0"
    `);
  });

  it("protected data that a lost node takes along, or that is gone after a day", () => {
    expect(
      reportOn({
        serviceLevel: "best-effort",
        "postgres.standby": false,
        "postgres.backupDays": 13,
        "cache.replicas": 0,
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (3 problems):
      ✖ must be true where protectData is true, or a lost volume takes the last minutes with it
        → at postgres.standby: false
      ✖ must be at least 14 where protectData is true
        → at postgres.backupDays: 13
      ✖ must be at least 1 where protectData is true, or a lost node empties the queue of traces
        → at cache.replicas: 0"
    `);
  });

  it("a queue without a snapshot, of which an alert would complain every night", () => {
    expect(
      reportOn({
        serviceLevel: "best-effort",
        protectData: false,
        "cache.snapshotDays": 0,
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be at least 1
        → at cache.snapshotDays: 0"
    `);
  });

  it("a lock for ever, where the environment can be thrown away", () => {
    expect(
      reportOn({
        serviceLevel: "best-effort",
        protectData: false,
        "postgres.vault.lock": "compliance",
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 'governance' while protectData is false: nobody could destroy the environment any more
        → at postgres.vault.lock: "compliance""
    `);
  });

  it("events that outlive the logs in which a replay finds their keys", () => {
    expect(reportOn({ "blobs.accessLogDays": 60 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be at least eventsDays, 90: a replay finds the keys of lost events in the access logs
        → at blobs.accessLogDays: 60"
    `);
  });

  it("backups that stay locked after their last day", () => {
    expect(reportOn({ "blobs.backupLockDays": 90 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be at most backupDays, 35: a locked backup is not deleted in time
        → at blobs.backupLockDays: 90"
    `);
  });
});
