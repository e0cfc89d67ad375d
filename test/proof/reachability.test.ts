import { join } from "node:path";
import { toMatchFile } from "jest-file-snapshot";
import { graphs } from "./account/environments";
import { surprisesAmong } from "./reachability/expected";
import { reachabilityPage } from "./reachability/page";
import { type Path, pathsOf } from "./reachability/solve";
import { stationsOf } from "./reachability/stations";

expect.extend({ toMatchFile });

const solved = graphs().map((graph) => ({
  name: graph.environment.name,
  environment: graph.environment,
  paths: pathsOf(graph),
  stations: stationsOf(graph),
}));

describe.each(solved)("$name", ({ environment, paths, stations }) => {
  it("has the paths that it is meant to have, and no other", () => {
    // What is meant stands in test/proof/reachability/expected.ts.
    expect(surprisesAmong(paths, environment)).toEqual([]);
  });

  it("leads from outside to the load balancer and to a public API server, and to nothing else", () => {
    const fromOutside = paths.filter(({ from }) => from === "anybody" || /^\d/.test(from));
    const api = environment.cluster.api.kind === "public" ? ["kubernetes-api"] : [];
    expect(targets(fromOutside)).toEqual(new Set(["load-balancer", ...api]));
  });

  it("admits at the front door whom its lists name", () => {
    const { interfaceAllowList, ingestionAllowList, exposure } = environment.edge;
    const anyone = exposure === "internet" && [interfaceAllowList, ingestionAllowList].includes("anyone");
    const admitted = paths.some(({ from, to }) => from === "anybody" && to === "load-balancer");
    expect(admitted).toBe(anyone);
  });

  it("lets nobody into the databases but workloads that use them, and the nodes under these", () => {
    const into = (store: string) => paths.filter(({ to }) => to === store).map(({ from }) => from);
    expect(into("postgres")).toEqual([
      "nodes",
      "web",
      "worker",
      "migration",
      "database-role",
      "background-migrations",
      "postgres-rows",
      ...(environment.restoreDrill === "monthly" ? ["restore-drill-postgres"] : []),
    ]);
    expect(into("valkey")).toEqual(["nodes", "web", "worker", "keda", "valkey-exporter"]);
  });

  it("gives the databases' subnets no route out, and public addresses to the load balancer alone", () => {
    for (const store of ["postgres", "valkey"]) expect(stations.get(store)?.route).toBeUndefined();
    const seen = [...stations.values()].filter((station) => station.public).map((station) => station.name);
    expect(seen).toEqual(environment.edge.exposure === "internal" ? [] : ["load-balancer"]);
  });

  it("lets no database out", () => {
    expect(paths.filter(({ from }) => from === "postgres" || from === "valkey")).toEqual([]);
  });

  it("leaves a pod that nobody listed alone", () => {
    expect(paths.filter(({ from, to }) => `${from} ${to}`.includes("unlisted"))).toEqual([]);
  });
});

it("is what the runbook shows; after a change run `npm run proofs`", () => {
  const path = join(__dirname, "..", "..", "runbooks", "reachability.md");
  expect(reachabilityPage(solved)).toMatchFile(path);
});

function targets(paths: readonly Path[]): Set<string> {
  return new Set(paths.map(({ to }) => to));
}
