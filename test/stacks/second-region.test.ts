import { Testing } from "cdktf";
import { defineEnvironment, type EnvironmentInput } from "../../environments/schema";
import { DataStack } from "../../stacks/data";
import { sample } from "../support/sample-environment";
import { resourcesOf, type TerraformJson } from "../support/terraform-json";
import { vpc } from "../support/vpc";

function dataStack(change: Partial<EnvironmentInput>): TerraformJson {
  const environment = defineEnvironment({ ...sample, ...change });
  const props = { vpc, logsKeyArn: "logs-key", alarmTopicArn: "alarms" };
  return JSON.parse(Testing.synth(new DataStack(Testing.app(), environment, props)));
}

const json = dataStack({ disasterRecovery: { region: "eu-north-1" } });

it("is reached by a provider that differs from the stack's own by region and name alone", () => {
  const [own, other] = Object(json.provider?.aws);
  expect(own).toMatchObject({ region: "eu-west-1", allowed_account_ids: ["111111111111"] });
  expect(other).toEqual({ ...own, region: "eu-north-1", alias: "copies" });
});

it("holds whatever is below its scope, and nothing else", () => {
  const resources = resourcesOf(json);
  const there = resources.filter(({ arguments: { provider } }) => provider === "aws.copies");
  expect(there).not.toEqual([]);
  expect(there).toEqual(resources.filter(({ name }) => name.startsWith("copies_")));
  expect(resources.filter(({ arguments: { provider } }) => provider === undefined)).toHaveLength(
    resources.length - there.length,
  );
});

it("is not there where an environment names none", () => {
  const alone = dataStack({ serviceLevel: "best-effort", disasterRecovery: undefined });
  expect(alone.provider?.aws).toHaveLength(1);
  expect(JSON.stringify(alone)).not.toMatch(/copies_|aws\.copies/);
});
