import { type Assertion, allObjects } from "../../assertion";
import { installations, isClickHouse } from "../../clickhouse";
import { type CustomObject, nameOf } from "../../kubernetes";
import { operatedBudgets } from "../../operated-budgets";
import { replicasOf } from "../../replicas";

/** One copy is a short outage, and says so. Of several, ClickHouse needs one, and Keeper more than half. */
export const drainLeavesQuorum: Assertion = {
  name: "a drain takes one copy of ClickHouse and one keeper at a time, and leaves a quorum",
  concerns: isClickHouse,
  problems: (release, environment) =>
    Object.values(installations(release)).flatMap((installation) => {
      const copies = replicasOf(installation, allObjects(environment)) ?? 0;
      return drainProblems(installation, copies).map((problem) => `${nameOf(installation)} ${problem}`);
    }),
};

function drainProblems(installation: CustomObject, copies: number): string[] {
  const [budget, ...more] = operatedBudgets(installation);
  if (!budget || more.length > 0) return ["needs one budget, by the operator"];
  const away = Number(budget.spec?.maxUnavailable);
  if (away < 1) return ["lets no pod go; set pdbMaxUnavailable: 1"];
  const needed = installation.kind === "ClickHouseKeeperInstallation" ? Math.floor(copies / 2) + 1 : 1;
  if (copies === 1 || copies - away >= needed) return [];
  return [`may lose ${away} of ${copies} at once; set pdbMaxUnavailable: 1`];
}
