import { deepEqual, equal, match, ok } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, run, start, stop } from "../../emulated/support/processes";
import type { Report } from "../../support/report";
import { until } from "../../support/until";
import type { Drill } from "../drill";
import { endedWell, refused } from "../script";
import { ENVIRONMENT, missingForRecovery, type Scene, startScene } from "./account";

const SCRIPT = "recover-state.sh";
const KEY = `${ENVIRONMENT}/data.tfstate`;

/** A real Terraform with the backend of the stacks loses its state, and is killed while it holds the lock. */
export const recoverState: Drill = {
  name: "recover-state",
  missing: () => missingForRecovery("terraform"),
  run: async (report, folder) => {
    const scene = await startScene(folder, "state");
    try {
      const terraform = new Project(scene, join(folder, "project"));
      await rehearse(scene, terraform, report);
    } finally {
      await scene.emulator.stop();
    }
  },
};

async function rehearse(scene: Scene, terraform: Project, report: Report): Promise<void> {
  const { operator, aws, bucket: Bucket } = scene;
  const step = (name: string, work: () => Promise<void>) => report.step(SCRIPT, name, work);
  // Terraform takes a state for newer by this number, and refuses to write an older one over it.
  const serial = async (): Promise<number> =>
    JSON.parse((await (await aws.s3.getObject({ Bucket, Key: KEY })).Body?.transformToString()) ?? "{}")
      .serial;
  const runs = (answer: string, ...args: string[]) =>
    operator.runs(SCRIPT, [ENVIRONMENT, "data", ...args], { answer: `${answer} ${ENVIRONMENT} data` });

  await step("names everything that is wrong with its input", async () => {
    refused(await operator.runs(SCRIPT, ["PROD", "data_1", "--unlock"], { variables: { REGION: "" } }), 2, [
      "'PROD' is no environment",
      "'data_1' is no stack",
      "--unlock needs the id of the lock",
      "no region",
    ]);
    refused(await operator.runs(SCRIPT, ["prod", "prod-data", "version", "--unlock"]), 2, [
      "the stack alone is meant: data",
      "'version --unlock' is more than one thing",
    ]);
    refused(await operator.runs(SCRIPT, ["prod", "data"]), 1, [
      "the versions in langfuse-prod-state-123456789012 cannot",
    ]);
    refused(await runs("recover"), 1, [`has no state '${KEY}'`]);
  });
  await step("lifts the lock of a run that was killed before it wrote a state", async () => {
    const lock = {
      ID: "early",
      Who: "build-7",
      Created: "2026-11-22T09:14:59Z",
      Operation: "OperationTypeApply",
    };
    await aws.s3.putObject({ Bucket, Key: `${KEY}.tflock`, Body: JSON.stringify(lock) });
    match(endedWell(await runs("nothing")), /^locked by build-7 .* id early$/m);
    endedWell(await runs("unlock", "--unlock", "early"));
    refused(await runs("unlock", "--unlock", "early"), 1, [`has no state '${KEY}'`]);
  });
  await terraform.apply(["one", "two"]);
  await terraform.apply(["one", "two", "three"]);
  const listed = endedWell(await runs("nothing"));
  const [, present = "", older = ""] =
    /(\S+) .* serial \d+, 3 resources {2}<- present\n(\S+) .* 2 resources/.exec(listed) ?? [];
  await step("shows the versions of a state, with what each knows", async () => {
    ok(present && older && listed.startsWith("not locked"), listed);
  });
  await step("brings a deleted state back, and Terraform knows every resource again", async () => {
    await aws.s3.deleteObject({ Bucket, Key: KEY });
    equal((await terraform.plan()).exitCode, 2);
    ok(endedWell(await runs("nothing")).includes("the state was deleted"));
    endedWell(await runs("recover", present));
    equal((await terraform.plan()).exitCode, 0);
  });
  await step("makes an older version the newest, which Terraform accepts and goes on from", async () => {
    refused(await runs("recover", "unknown"), 1, ["'unknown' is no version of"]);
    refused(await operator.runs(SCRIPT, [ENVIRONMENT, "data", older], { answer: "yes" }), 1, [
      "nothing was changed",
    ]);
    const before = await serial();
    endedWell(await runs("recover", older));
    equal(await serial(), before + 1);
    match((await terraform.plan()).output, /1 to add, 0 to change, 0 to destroy/);
    await terraform.apply(["one", "two", "three"]);
    equal((await terraform.plan()).exitCode, 0);
  });
  await step(
    "shows who holds the lock of a Terraform that was killed, and overrules it for nobody",
    async () => {
      await terraform.dieWhileApplying(scene);
      match((await terraform.plan()).output, /Error acquiring the state lock[\s\S]*412/);
      const said = endedWell(await runs("nothing"));
      match(said, /^locked by \S+@\S+ since .*, for OperationTypeApply, id [0-9a-f-]{36}\n/);
      refused(await runs("recover", older), 1, ["locked by ", "Wait for that run; when it is dead:"]);
      refused(await runs("unlock", "--unlock", "another"), 1, ["'another' is not the id of this lock"]);
    },
  );
  await step("removes the stale lock, and the next deployment converges", async () => {
    const [, id = ""] = /id ([0-9a-f-]{36})/.exec(endedWell(await runs("nothing"))) ?? [];
    endedWell(await runs("unlock", "--unlock", id));
    ok(endedWell(await runs("nothing")).startsWith("not locked"));
    await terraform.apply(["one", "two", "three"]);
    equal((await terraform.plan()).exitCode, 0);
    refused(await runs("unlock", "--unlock", id), 1, [`${KEY} is not locked`]);
  });
  await step("does not take the state of another installation", async () => {
    const stranger = { version: 4, serial: 9, lineage: "another", outputs: {}, resources: [] };
    const { VersionId = "" } = await aws.s3.putObject({ Bucket, Key: KEY, Body: JSON.stringify(stranger) });
    const { Versions = [] } = await aws.s3.listObjectVersions({ Bucket, Prefix: KEY });
    const before =
      Versions.find((version) => version.VersionId !== VersionId && version.Key === KEY)?.VersionId ?? "";
    refused(await runs("recover", before), 1, ["is the state of another installation"]);
    deepEqual((await aws.s3.listObjectVersions({ Bucket, Prefix: KEY })).Versions?.length, Versions.length);
  });
}

/** A configuration of resources that need no provider, with the backend of `stacks/base-stack.ts`. */
class Project {
  private readonly variables: Readonly<Record<string, string>>;

  constructor(
    { emulator, bucket, region }: Scene,
    private readonly folder: string,
  ) {
    mkdirSync(folder);
    this.variables = { ...emulator.variables, CHECKPOINT_DISABLE: "1" };
    const backend = { s3: { bucket, key: KEY, region, encrypt: true, use_lockfile: true } };
    writeFileSync(join(folder, "backend.tf.json"), JSON.stringify({ terraform: { backend } }));
  }

  async apply(names: readonly string[]): Promise<void> {
    this.write(Object.fromEntries(names.map((name) => [name, { input: name }])));
    for (const command of [["init"], ["apply", "-auto-approve"]]) {
      const { exitCode, output } = await this.terraform(...command);
      if (exitCode !== 0) throw new Error(output);
    }
  }

  /** Ends with 0 when nothing is to do, with 2 when there is. */
  plan(): Promise<Outcome> {
    return this.terraform("plan", "-detailed-exitcode");
  }

  /** Nothing of it gets a word in any more, the removal of its lock included. */
  async dieWhileApplying({ aws, bucket }: Scene): Promise<void> {
    const provisioner = { "local-exec": { command: "sleep 600" } };
    this.write({ slow: { input: "slow", provisioner } });
    const child = start("terraform", ["apply", "-auto-approve", "-no-color"], {
      folder: this.folder,
      variables: this.variables,
    });
    const said: string[] = [];
    child.stdout?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    await until(() => said.join("").includes("Provisioning with 'local-exec'"), "Terraform applies");
    stop(child);
    await aws.s3.headObject({ Bucket: bucket, Key: `${KEY}.tflock` });
    this.write(Object.fromEntries(["one", "two", "three"].map((name) => [name, { input: name }])));
  }

  private write(resources: Readonly<Record<string, object>>): void {
    const json = JSON.stringify({ resource: { terraform_data: resources } });
    writeFileSync(join(this.folder, "main.tf.json"), json);
  }

  private terraform(...args: string[]): Promise<Outcome> {
    return run("terraform", [...args, "-no-color", "-input=false"], {
      folder: this.folder,
      variables: this.variables,
    });
  }
}
