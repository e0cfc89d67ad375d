import {
  type Break,
  changed,
  environmentOf,
  except,
  problemsOf,
  releaseOf,
  sound,
  withVariable,
} from "../../fixtures";
import { servedClients } from "./clients";
import { boundedLogs } from "./logs";
import { separatedCopies } from "./pods";
import { drainLeavesQuorum } from "./quorum";
import { oneShard } from "./topology";
import { keptVolumes } from "./volumes";

const CLUSTER = "spec.configuration.clusters.0";
const SETTINGS = "spec.configuration.settings";
const POD = "spec.templates.podTemplates.0.spec";
const logs = Object.values(Object(Object(sound.clickhouse).spec.configuration.files)).join("");
const clickhouseWith = (path: string, value: unknown) =>
  except("clickhouse", changed(sound.clickhouse, path, value));
const keeperWith = (path: string, value: unknown) => except("keeper", changed(sound.keeper, path, value));
const logsWith = (from: string, to: string) =>
  clickhouseWith("spec.configuration.files", { logs: logs.replace(from, to) });
const both = (problem: string) => [problem, problem];

const breaks: readonly Break[] = [
  {
    what: "a second shard",
    assertion: oneShard,
    objects: clickhouseWith(`${CLUSTER}.layout.shardsCount`, 2),
    says: ["there are 2 shards instead of 1"],
  },
  {
    what: "another name of the cluster",
    assertion: oneShard,
    objects: clickhouseWith(`${CLUSTER}.name`, "langfuse"),
    says: ["the cluster is named 'langfuse'"],
  },
  {
    what: "fewer keepers than the environment asks for",
    assertion: oneShard,
    objects: keeperWith(`${CLUSTER}.layout.replicasCount`, 1),
    says: ["there are 1 keepers instead of 3"],
  },
  {
    what: "tables without Keeper",
    assertion: oneShard,
    objects: clickhouseWith("spec.configuration.zookeeper.nodes", []),
    says: ["no Keeper is named, and tables would not be replicated"],
  },
  {
    what: "copies that may share a zone",
    assertion: separatedCopies,
    objects: clickhouseWith(`${POD}.topologySpreadConstraints.0.whenUnsatisfiable`, "ScheduleAnyway"),
    says: ["ClickHouseInstallation langfuse may put two copies into one zone"],
  },
  {
    what: "a budget that keeps every copy",
    assertion: drainLeavesQuorum,
    objects: clickhouseWith(`${CLUSTER}.pdbMaxUnavailable`, 0),
    says: ["ClickHouseInstallation langfuse lets no pod go; set pdbMaxUnavailable: 1"],
  },
  {
    what: "keepers without a budget",
    assertion: drainLeavesQuorum,
    objects: keeperWith(`${CLUSTER}.pdbManaged`, "no"),
    says: ["ClickHouseKeeperInstallation langfuse needs one budget, by the operator"],
  },
  {
    what: "a drain that takes a majority of the keepers",
    assertion: drainLeavesQuorum,
    objects: keeperWith(`${CLUSTER}.pdbMaxUnavailable`, 2),
    says: ["ClickHouseKeeperInstallation langfuse may lose 2 of 3 at once; set pdbMaxUnavailable: 1"],
  },
  {
    what: "keepers that may share a node",
    assertion: separatedCopies,
    objects: keeperWith(`${POD}.affinity`, {}),
    says: ["ClickHouseKeeperInstallation langfuse may put two copies on one node"],
  },
  {
    what: "a version that is too old for Langfuse",
    assertion: separatedCopies,
    objects: clickhouseWith(`${POD}.containers.0.image`, "clickhouse/clickhouse-server:25.8.1.1"),
    says: [
      "ClickHouseInstallation langfuse runs clickhouse/clickhouse-server:25.8.1.1; Langfuse needs 25.12",
    ],
  },
  {
    what: "a volume that goes with its installation",
    assertion: keptVolumes,
    objects: clickhouseWith("spec.templates.volumeClaimTemplates.0.reclaimPolicy", undefined),
    says: [
      "ClickHouseInstallation langfuse has a volume of class 'data' that is not kept when its installation goes",
    ],
  },
  {
    what: "a volume that is not encrypted",
    assertion: keptVolumes,
    objects: except("storageClass", changed(sound.storageClass, "parameters.encrypted", "false")),
    says: [
      "ClickHouseInstallation langfuse has a volume of class 'data' that is not encrypted",
      "ClickHouseKeeperInstallation langfuse has a volume of class 'data' that is not encrypted",
    ],
  },
  {
    what: "no volume at all",
    assertion: keptVolumes,
    objects: keeperWith("spec.templates.volumeClaimTemplates", []),
    says: ["ClickHouseKeeperInstallation langfuse has no volume"],
  },
  {
    what: "a logger at its default level",
    assertion: boundedLogs,
    objects: keeperWith(`${SETTINGS}.logger/level`, undefined),
    says: ["ClickHouseKeeperInstallation langfuse logs at level trace"],
  },
  {
    what: "log files without a bound",
    assertion: boundedLogs,
    objects: clickhouseWith(`${SETTINGS}.logger/size`, undefined),
    says: ["ClickHouseInstallation langfuse does not set logger/size"],
  },
  {
    what: "a table that fills the volume",
    assertion: boundedLogs,
    objects: logsWith('<trace_log remove="1"/>', ""),
    says: ["system.trace_log is not removed"],
  },
  {
    what: "a table that grows for ever",
    assertion: boundedLogs,
    objects: logsWith("<ttl>event_date + INTERVAL 7 DAY DELETE</ttl>", ""),
    says: ["system.query_log has no ttl"],
  },
  {
    what: "a port that ClickHouse does not serve",
    assertion: servedClients,
    objects: except(
      "web",
      withVariable(sound.web, "CLICKHOUSE_URL", "http://clickhouse-langfuse.clickhouse:8443"),
    ),
    says: [
      "CLICKHOUSE_URL calls 'clickhouse-langfuse.clickhouse:8443'; " +
        "ClickHouse serves clickhouse-langfuse.clickhouse:8123, clickhouse-langfuse.clickhouse:9000",
    ],
  },
  {
    what: "a user that ClickHouse does not know",
    assertion: servedClients,
    objects: clickhouseWith("spec.configuration.users", { "reader/profile": "default" }),
    says: both("CLICKHOUSE_USER is 'langfuse'; ClickHouse knows reader"),
  },
];

describe("an assertion about ClickHouse", () => {
  it.each(breaks)("notices $what", ({ assertion, objects, says }) => {
    expect(problemsOf(assertion, objects)).toEqual(says);
  });

  it("does not hold because Keeper is missing", () => {
    expect(() => problemsOf(oneShard, except("keeper"))).toThrow(
      "the release must hold one ClickHouseInstallation and one ClickHouseKeeperInstallation",
    );
  });

  it("knows no address of a ClickHouse that could not be rendered", () => {
    const release = releaseOf(except("clickhouse"));
    expect(servedClients.problems(release, environmentOf([release]))).toEqual([
      "no release holds a ClickHouseInstallation",
    ]);
    expect(servedClients.problems(release, { ...environmentOf([release]), complete: false })).toEqual([]);
  });
});
