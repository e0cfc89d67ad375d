import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Connection, clusterApi } from "../../../stacks/adopt/cluster/api";
import { scalarAt } from "../../../stacks/adopt/json";
import { findHelm } from "../../chart/helm";
import type { Outcome } from "../../emulated/support/processes";
import { found } from "../../stacks/adopt/stand-in";
import { onPath } from "../../support/programs";
import type { Drill } from "../drill";
import { adopting } from "./adopt-command";
import { ApiServer } from "./api-server";
import { Helm } from "./helm";
import { endsWell, NAMESPACE, type Stage, statusOf } from "./stage";

/** What a deployment that was killed leaves of a release, what Helm says of it, and what `npm run adopt` makes of it. Helm and
 *  its records are real; of Kubernetes there is a server that keeps objects, and of Terraform nothing. */
export const cutOffReleases: Drill = {
  name: "cut-off-releases",
  missing: () => [
    ...(findHelm(process.env)
      ? []
      : ["no Helm here: set HELM, or run 'npx tsx test/chart/install-helm.ts <folder>'"]),
    ...(onPath("openssl", process.env.PATH) ? [] : ["no 'openssl' here; install the package"]),
  ],
  run: async (report, folder) => {
    const program = findHelm(process.env);
    if (!program) throw new Error("no Helm here");
    const server = await ApiServer.start(folder);
    const home = join(folder, "helm");
    mkdirSync(home);
    const stage = {
      server,
      helm: new Helm(program, server, home, NAMESPACE),
      cluster: clusterApi(async () => server.connection),
      step: (name: string, work: () => Promise<void>) => report.step("helm", name, work),
    };
    try {
      await strangers(stage, folder);
      await installing(stage);
      await upgrading(stage);
      await adopting(stage, folder);
      await uninstalling(stage);
    } finally {
      server.stop();
    }
  },
};

/** What the command finds of a release, with a timeout that is over or not. */
async function look({ cluster }: Pick<Stage, "cluster">, name: string, timeout = "0") {
  const values = { namespace: NAMESPACE, name, chart: "./assets/manifests_chart/0123", timeout };
  const [thing] = await found("helm_release", values, {}, cluster);
  return thing;
}

/** @throws unless Helm refuses, with this sentence */
function refuses({ exitCode, output }: Outcome, sentence: RegExp): void {
  equal(exitCode, 1, output);
  match(output, sentence);
}

/** Objects that Helm was told to delete, other than its records. */
function deleted({ server }: Pick<Stage, "server">): string[] {
  return server.api.calls.filter((call) => call.startsWith("DELETE") && !call.startsWith("DELETE secrets/"));
}

const IN_PROGRESS = /another operation \(install\/upgrade\/rollback\) is in progress/;
// Helm 4 writes it without the hyphen.
const IN_USE = /cannot re-?use a name that is still in use/;

async function strangers({ server, step }: Stage, folder: string): Promise<void> {
  await step(
    "whoever has no token, and a server without the cluster's certificate, are not trusted",
    async () => {
      const other = join(folder, "other");
      mkdirSync(other);
      const impostor = await ApiServer.start(other);
      impostor.stop();
      const { connection } = server;
      const { certificateAuthority } = impostor.connection;
      const asked = (change: Partial<Connection>) =>
        look({ cluster: clusterApi(async () => ({ ...connection, ...change })) }, "langfuse");
      await rejects(asked({ token: "old" }), /says to GET .*: 401, Unauthorized; use credentials of /);
      await rejects(asked({ certificateAuthority }), /self-signed certificate/);
    },
  );
}

async function installing(stage: Stage): Promise<void> {
  const { helm, step } = stage;
  await step("an install that is killed can neither be repeated nor gone on with", async () => {
    await helm.dies("persistentvolumeclaims", "install", "langfuse");
    equal(await statusOf(helm, "langfuse"), "pending-install");
    refuses(await helm.applies("install", "langfuse", "second"), IN_USE);
    refuses(await helm.applies("upgrade", "langfuse", "second"), IN_PROGRESS);
  });
  await step("it is left alone as long as its Jobs may run, and marked as failed then", async () => {
    match((await look(stage, "langfuse", "300"))?.obstacle ?? "", /is pending-install since .*: wait, and/);
    const thing = await look(stage, "langfuse");
    match(thing?.first?.says ?? "", /^pending-install since .*: marked as failed$/);
    await thing?.first?.carryOut();
    equal(await statusOf(helm, "langfuse"), "failed");
  });
  await step("Helm goes on from there to what is wanted", async () => {
    deepEqual(await look(stage, "langfuse"), {
      importId: "clickhouse/langfuse",
      attributes: { id: "langfuse" },
      ours: true,
    });
    endsWell(await helm.applies("upgrade", "langfuse", "third"));
    equal(await statusOf(helm, "langfuse"), "deployed");
    equal(settingOf(stage, "langfuse"), "third");
    ok(stage.server.api.find("persistentvolumeclaims", NAMESPACE, "langfuse-data"));
  });
}

async function upgrading(stage: Stage): Promise<void> {
  const { helm, step } = stage;
  await step("an upgrade that is killed cannot be repeated", async () => {
    await helm.dies("configmaps", "upgrade", "langfuse");
    equal(await statusOf(helm, "langfuse"), "pending-upgrade");
    refuses(await helm.applies("upgrade", "langfuse", "fourth"), IN_PROGRESS);
  });
  await step("it is marked as failed, unless somebody has written to it meanwhile", async () => {
    const [mine, theirs] = [await look(stage, "langfuse"), await look(stage, "langfuse")];
    await theirs?.first?.carryOut();
    equal(await statusOf(helm, "langfuse"), "failed");
    await rejects(
      async () => mine?.first?.carryOut(),
      /says to PATCH .*: 409, .*has been modified.*; run the command again/,
    );
  });
  await step("Helm goes on from there, and nothing was deleted on the way", async () => {
    endsWell(await helm.applies("upgrade", "langfuse", "fourth"));
    equal(await statusOf(helm, "langfuse"), "deployed");
    equal(settingOf(stage, "langfuse"), "fourth");
    deepEqual(deleted(stage), []);
  });
}

async function uninstalling(stage: Stage): Promise<void> {
  const { helm, step } = stage;
  await step("what was being deleted is finished by the command that is printed", async () => {
    await helm.dies("configmaps", "uninstall", "langfuse");
    equal(await statusOf(helm, "langfuse"), "uninstalling");
    const { obstacle = "" } = (await look(stage, "langfuse")) ?? {};
    const [, command = ""] = /: helm (.*); and come back$/.exec(obstacle) ?? [];
    endsWell(await helm.runs(...command.replace(`--namespace ${NAMESPACE} `, "").split(" ")));
    equal(await look(stage, "langfuse"), undefined);
    endsWell(await helm.applies("install", "langfuse", "fifth"));
  });
}

function settingOf({ server }: Stage, name: string): string | undefined {
  return scalarAt(server.api.find("configmaps", NAMESPACE, `${name}-settings`), "data.setting");
}
