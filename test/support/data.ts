import { Testing } from "cdktf";
import { defineEnvironment, type EnvironmentInput } from "../../environments/schema";
import { DataStack } from "../../stacks/data";
import { sample } from "./sample-environment";
import type { TerraformJson } from "./terraform-json";
import { vpc } from "./vpc";

/** The data stack of the sample environment, with some settings changed. */
export function dataStack(change: Partial<EnvironmentInput> = {}) {
  const environment = defineEnvironment({ ...sample, ...change });
  const stack = new DataStack(Testing.app(), environment, {
    vpc,
    logsKeyArn: "logs-key",
    alarmTopicArn: "alarms",
  });
  const json: TerraformJson = JSON.parse(Testing.synth(stack));
  return { stack, json, resource: json.resource ?? {} };
}
