import type { Block } from "../../support/terraform-json";
import { atMost, exactly, listOf } from "../expectations";
import { each } from "../mutants";
import { type PlatformResource, resources } from "../platform";
import { requires } from "../requires";
import { type Rule, replace, valuesAt } from "../rule";

const type = "aws_wafv2_web_acl";

/** Lists of AWS that must stand before Langfuse. */
const lists: readonly string[] = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesCommonRuleSet",
];

/** The firewall: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
export const firewallRules: readonly Rule[] = [
  {
    id: "firewall-lists",
    rows: ["A8"],
    title: "The firewall refuses known bad addresses and inputs",
    upstream: ["CKV_AWS_192", "CKV2_AWS_76"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, type).flatMap((acl) =>
        lists
          .filter((list) => !rulesOf(acl.arguments).some((rule) => refuses(rule, list)))
          .map((list) => ({ address: acl.address, problem: `does not apply ${list}` })),
      ),
    mutants: (platform) =>
      lists.flatMap((list) => [
        ...each(platform, { type, name: `without ${list}` }, (acl) => {
          acl.rule = rulesOf(acl).filter(({ name }) => name !== list);
        }),
        ...each(platform, { type, name: `counting what ${list} finds` }, (acl) => {
          for (const rule of rulesOf(acl)) if (rule.name === list) rule.override_action = { count: {} };
        }),
      ]),
  },
  {
    id: "firewall-lets-prompts-through",
    rows: ["A8"],
    title: "Rules about bodies only count: prompts look like attacks, and are longer than 8 KB",
    upstream: [],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, type)
        .filter(({ arguments: acl }) => !bodyRules.every((name) => isCounted(acl, name)))
        .map(({ address }) => ({ address, problem: "refuses ordinary prompts by their body" })),
    mutants: (platform) =>
      bodyRules.flatMap((name) =>
        each(platform, { type, name: `refusing by ${name}` }, (acl) => {
          for (const rule of rulesOf(acl))
            replace(rule, "statement.managed_rule_group_statement.rule_action_override", others(rule, name));
        }),
      ),
  },
  {
    id: "firewall-limits-and-closes",
    rows: ["A8"],
    title: "The firewall limits each address, and refuses the admin API to everybody",
    upstream: ["CKV_AWS_175", "CKV_AWS_342"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, type).flatMap(({ address, arguments: acl }) => [
        ...(rulesOf(acl).some(
          (rule) => has(rule, "action.block") && has(rule, "statement.rate_based_statement"),
        )
          ? []
          : [{ address, problem: "limits no address" }]),
        ...(rulesOf(acl).some(
          (rule) => has(rule, "action.block") && JSON.stringify(rule.statement).includes('"/api/admin"'),
        )
          ? []
          : [{ address, problem: "lets requests reach the admin API" }]),
      ]),
    mutants: (platform) =>
      ["requests-per-address", "admin-api"].flatMap((name) => [
        ...each(platform, { type, name: `without ${name}` }, (acl) => {
          acl.rule = rulesOf(acl).filter((rule) => rule.name !== name);
        }),
        ...each(platform, { type, name: `counting in ${name}` }, (acl) => {
          for (const rule of rulesOf(acl)) if (rule.name === name) rule.action = { count: {} };
        }),
      ]),
  },
  requires({
    id: "firewall-samples-nothing",
    rows: ["A9"],
    title: "The firewall keeps no sample of requests, which would show keys to whoever may read its console",
    upstream: ["CKV2_AWS_31"],
    type,
    exists: true,
    arguments: {
      "visibility_config.sampled_requests_enabled": exactly(false),
      "rule.visibility_config.sampled_requests_enabled": exactly(false),
      "visibility_config.cloudwatch_metrics_enabled": exactly(true),
      rule: listOf(5),
    },
  }),
  requires({
    id: "firewall-log-name",
    rows: ["A9"],
    title: "The firewall's log group has the prefix without which AWS WAF writes nothing",
    upstream: ["CKV2_AWS_31"],
    type: "aws_cloudwatch_log_group",
    where: ({ name }: PlatformResource) => name.includes("firewall"),
    exists: true,
    arguments: { name: startsWith("aws-waf-logs-"), retention_in_days: atMost(365) },
  }),
];

/** Of the lists above: what judges bodies, in which the seeds of attacks are ordinary data. */
const bodyRules: readonly string[] = [
  "SizeRestrictions_BODY",
  "CrossSiteScripting_BODY",
  "GenericRFI_BODY",
  "Log4JRCE_BODY",
];

function rulesOf(acl: Block): Block[] {
  return [acl.rule].flat().map(Object);
}

function refuses(rule: Block, list: string): boolean {
  const [name] = valuesAt(rule, "statement.managed_rule_group_statement.name");
  return name === list && has(rule, "override_action.none");
}

/** Whether a block is there; a plan writes each as a list. */
function has(value: unknown, path: string): boolean {
  return valuesAt(value, path).some((block) => block !== undefined);
}

function isCounted(acl: Block, name: string): boolean {
  return overrides(acl).some((one) => one.name === name && has(one, "action_to_use.count"));
}

function overrides(acl: Block): Block[] {
  return valuesAt(acl, "rule.statement.managed_rule_group_statement.rule_action_override").flat().map(Object);
}

function others(rule: Block, name: string): unknown[] {
  const path = "statement.managed_rule_group_statement.rule_action_override";
  return valuesAt(rule, path)
    .flat()
    .filter((one) => Object(one).name !== name);
}

function startsWith(prefix: string) {
  return {
    expected: `text that starts with ${prefix}`,
    holds: (value: unknown) => String(value).startsWith(prefix),
    violations: () => [undefined, "langfuse-firewall"],
  };
}
