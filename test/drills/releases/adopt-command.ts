import { deepEqual, equal, match, ok } from "node:assert/strict";
import { join } from "node:path";
import type { Outcome } from "../../emulated/support/processes";
import { AdoptingOperator } from "./operator";
import { endsWell, NAMESPACE, type Stage, statusOf } from "./stage";

const WRITTEN = { namespace: NAMESPACE, name: "keeper", chart: "./assets/manifests_chart/0123", timeout: 0 };
const SENTENCE = `adopt into ${AdoptingOperator.stack}`;

/** The whole command: what it shows, what it does when somebody agrees, and what it tells Terraform. */
export async function adopting({ server, helm, step }: Stage, folder: string): Promise<void> {
  const release = { name: "keeper_release", written: WRITTEN };
  const operator = await AdoptingOperator.start(join(folder, "operator"), server, release);
  try {
    await step("the command touches nothing unless somebody types the sentence", async () => {
      await helm.dies("persistentvolumeclaims", "install", "keeper");
      const { exitCode, output, imports } = await operator.adopts("create", "yes");
      equal(exitCode, 2, output);
      match(
        output,
        /^adopt {4}helm_release.keeper_release is clickhouse.keeper, pending-install since .*failed$/m,
      );
      deepEqual(imports, []);
      equal(await statusOf(helm, "keeper"), "pending-install");
    });
    await step("it then marks the release as failed and has Terraform import it", async () => {
      const { imports, ...ending } = await operator.adopts("create", SENTENCE);
      asksForDeployment(ending);
      deepEqual(imports, ["import -input=false helm_release.keeper_release clickhouse/keeper"]);
      equal(await statusOf(helm, "keeper"), "failed");
    });
    await step("it mends a release that the state knows, and asks for a deployment", async () => {
      endsWell(await helm.applies("upgrade", "keeper", "first"));
      await helm.dies("configmaps", "upgrade", "keeper");
      const { imports, ...ending } = await operator.adopts("update", SENTENCE);
      asksForDeployment(ending);
      match(
        ending.output,
        /^mend {5}helm_release.keeper_release is clickhouse.keeper, pending-upgrade since /m,
      );
      deepEqual(imports, []);
      equal(await statusOf(helm, "keeper"), "failed");
    });
  } finally {
    operator.stop();
  }
}

function asksForDeployment({ exitCode, output }: Outcome): void {
  equal(exitCode, 0, output);
  ok(output.endsWith(`next: npm run deploy -- '${AdoptingOperator.stack}'\n`), output);
}
