import type { RenderedRelease } from "./assertion";
import { type CustomObject, listAt, ofKind } from "./kubernetes";

/** The release that holds ClickHouse. */
export function isClickHouse({ objects }: RenderedRelease): boolean {
  return objects.some(
    ({ kind }) => kind === "ClickHouseInstallation" || kind === "ClickHouseKeeperInstallation",
  );
}

/** ClickHouse and its Keeper.
 *  @throws unless there is exactly one of each, so that no assertion looks at half of it */
export function installations({ objects }: RenderedRelease): {
  clickhouse: CustomObject;
  keeper: CustomObject;
} {
  const [clickhouse, ...more] = ofKind(objects, "ClickHouseInstallation");
  const [keeper, ...others] = ofKind(objects, "ClickHouseKeeperInstallation");
  if (!clickhouse || !keeper || more.length > 0 || others.length > 0)
    throw new Error("the release must hold one ClickHouseInstallation and one ClickHouseKeeperInstallation");
  return { clickhouse, keeper };
}

/** The clusters that an installation lays out. */
export function clustersOf(installation: CustomObject): unknown[] {
  return listAt(installation, "spec", "configuration", "clusters");
}
