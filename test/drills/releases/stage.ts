import { equal } from "node:assert/strict";
import type { ClusterApi } from "../../../stacks/adopt/cluster/api";
import type { Outcome } from "../../emulated/support/processes";
import type { ApiServer } from "./api-server";
import type { Helm } from "./helm";

/** Where the releases of the drill are. */
export const NAMESPACE = "clickhouse";

/** Who plays in it. */
export interface Stage {
  readonly server: ApiServer;
  readonly helm: Helm;
  readonly cluster: ClusterApi;
  readonly step: (name: string, work: () => Promise<void>) => Promise<void>;
}

/** What Helm says of a release: `deployed`, for example. */
export async function statusOf(helm: Helm, name: string): Promise<string | undefined> {
  const { stdout } = await helm.runs("status", name);
  return /^STATUS: (.+)$/m.exec(stdout)?.[1];
}

/** @throws with all that Helm said, unless it ended well */
export function endsWell({ exitCode, output }: Outcome): void {
  equal(exitCode, 0, output);
}
