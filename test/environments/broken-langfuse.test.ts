import { reportOn } from "../support/environment-file";

describe("Langfuse is refused for", () => {
  it("a version that moves", () => {
    expect(reportOn({ "langfuse.version": "4" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be an exact version, 4.0.0 or newer, such as '4.16.0'; https://github.com/langfuse/langfuse/releases has them
        → at langfuse.version: "4""
    `);
  });

  it("clients that the write mode turns away", () => {
    expect(
      reportOn({
        "langfuse.oldestClients.python": 2,
        "langfuse.oldestClients.javascript": 3,
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be at least 3 while writeMode is 'events_only', which refuses older clients; upgrade them, or choose 'dual' until they are
        → at langfuse.oldestClients.python: 2
      ✖ must be at least 4 while writeMode is 'events_only', which refuses older clients; upgrade them, or choose 'dual' until they are
        → at langfuse.oldestClients.javascript: 3"
    `);
  });

  it("a maximum below the minimum", () => {
    expect(reportOn({ "langfuse.worker.maxReplicas": 1 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be at least minReplicas, which is 2
        → at langfuse.worker.maxReplicas: 1"
    `);
  });

  it("pods that no node of the pool can hold", () => {
    expect(
      reportOn({
        "langfuse.web.cpus": 16,
        "langfuse.web.memoryGib": 64,
        "cluster.pools.general.instanceCpus": ["4"],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be at most 3.5, or allow larger nodes in cluster.pools.general.instanceCpus
        → at langfuse.web.cpus: 16
      ✖ must be at most 30, or allow larger nodes in cluster.pools.general
        → at langfuse.web.memoryGib: 64"
    `);
  });

  it("more connections than the database has", () => {
    expect(
      reportOn({
        "langfuse.connectionsPerPod": 100,
        "langfuse.worker.maxReplicas": 100,
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be at most 12: 107 pods at full scale share 1297 connections, 80 % of those of db.m7g.xlarge; or lower maxReplicas, or choose a larger class
        → at langfuse.connectionsPerPod: 100"
    `);
  });

  it("a single pod in production", () => {
    expect(reportOn({ "langfuse.web.minReplicas": 1 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be at least 2 in production, so that a lost node is no outage
        → at langfuse.web.minReplicas: 1"
    `);
  });
});

it("clients of any age are accepted where both versions' tables are written", () => {
  expect(reportOn({ "langfuse.writeMode": "dual", "langfuse.oldestClients.python": 2 })).toBe("valid");
});
