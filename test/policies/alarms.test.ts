import { existsSync } from "node:fs";
import { join } from "node:path";
import { synthesizedStacks } from "../support/platform";
import { ofType } from "../support/terraform-json";

const alarms = synthesizedStacks().flatMap(({ name, json }) =>
  ofType(json, "aws_cloudwatch_metric_alarm").map(({ address, arguments: alarm }) => ({
    name,
    address,
    alarm,
  })),
);

it("has alarms in stacks that change while there is no cluster", () => {
  const stacks = new Set(alarms.map(({ name }) => name.replace(/^[^-]+-/, "")));
  expect([...stacks].sort()).toEqual(["data", "network"]);
});

it.each(alarms)("$name $address tells somebody, and where the runbook is", ({ alarm }) => {
  const [file = "none"] = /runbooks\/alerts\/\w+\.md$/.exec(String(alarm.alarm_description)) ?? [];
  expect(existsSync(join(__dirname, "..", "..", file))).toBe(true);
  expect(alarm.alarm_actions).toHaveLength(1);
  expect(alarm.ok_actions).toEqual(alarm.alarm_actions);
});
