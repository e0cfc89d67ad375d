import type {
  Wafv2WebAclRule,
  Wafv2WebAclRuleAction,
  Wafv2WebAclRuleActionBlockCustomResponse,
} from "@cdktf/provider-aws/lib/wafv2-web-acl";
import {
  allOf,
  anyOf,
  asked,
  type FirewallStatement,
  fromAddresses,
  labelled,
  mightReach,
  not,
  plainlyUnder,
  spells,
  under,
} from "./firewall-statements";
import { MANAGED_RULE_GROUPS, type ManagedRuleGroup } from "./managed-rules";

export interface FirewallRulesProps {
  /** Who may use everything outside `/api/public/`.
   * @default - anyone */
  readonly interfaceIpSetArn?: string;
  /** Host names of which every path is for those who may use the interface. */
  readonly interfaceHosts: readonly string[];
  /** Who may use the paths under `/api/public/`.
   * @default - anyone */
  readonly ingestionIpSetArn?: string;
  /** Requests of one address in five minutes. */
  readonly requestsPerFiveMinutes: number;
}

/** What the firewall answers, as JSON, by the key that rules name it with. */
export const RESPONSES = {
  refused: "The firewall in front of this Langfuse refused the request. Ask its operator for access.",
  "too-many": "Too many requests from this address. Try again in a few minutes.",
} as const;

type Rule = Omit<Wafv2WebAclRule, "priority">;

const REFUSE: Wafv2WebAclRuleAction = block({ responseCode: 403, customResponseBodyKey: "refused" });

/** Exporters retry a 429 after the time it names; on a 403 they would drop the batch. */
const SLOW_DOWN: Wafv2WebAclRuleAction = block({
  responseCode: 429,
  customResponseBodyKey: "too-many",
  responseHeader: [{ name: "Retry-After", value: "60" }],
});

/** Every rule of the firewall in the order in which it is asked; the first that blocks decides.
 *
 *  | Rule | What happens |
 *  |---|---|
 *  | `path-traversal` | blocks `..` as a part of a path, written out or escaped: the rules below read paths |
 *  | `admin-api` | blocks `/api/admin`: operators reach it inside the cluster |
 *  | `interface-allow-list` | blocks strangers on every path outside `/api/public/`, sign-in callbacks included |
 *  | `host-2-allow-list` | blocks strangers on every path of a second host |
 *  | `ingestion-allow-list` | blocks strangers on `/api/public/`, health and readiness included |
 *  | `requests-per-address` | answers 429 |
 *  | managed groups | see `managed-rules.ts` for what counts and what blocks |
 *  | `bodies-outside-the-api` | blocks what the groups only counted in bodies, unless it went to `/api/` |
 *
 *  Counting under `/api/` means all of it but `/api/auth/`: ingestion, OTLP, media, scores, datasets and prompts, and
 *  also `/api/trpc/` and its siblings, through which people write the same prompts by hand. */
export function firewallRules(props: FirewallRulesProps): Wafv2WebAclRule[] {
  const { interfaceIpSetArn, interfaceHosts, ingestionIpSetArn, requestsPerFiveMinutes } = props;
  const rules: Rule[] = [
    rule("path-traversal", REFUSE, anyOf(spells("/.."), spells("\\.."))),
    rule("admin-api", REFUSE, mightReach("/api/admin")),
    ...(interfaceIpSetArn === undefined ? [] : interfaceAllowLists(interfaceIpSetArn, interfaceHosts)),
    ...(ingestionIpSetArn === undefined ? [] : [ingestionAllowList(ingestionIpSetArn)]),
    rule("requests-per-address", SLOW_DOWN, {
      rate_based_statement: {
        aggregate_key_type: "IP",
        evaluation_window_sec: 300,
        limit: requestsPerFiveMinutes,
      },
    }),
    ...MANAGED_RULE_GROUPS.map(managedGroup),
    rule("bodies-outside-the-api", REFUSE, allOf(countedBody(), outsideTheApi())),
  ];
  return rules.map((part, priority) => ({ ...part, priority }));
}

/** Only what was plainly sent to `/api/public/` is ingestion; any other spelling is the interface's business. A second
 *  host has no ingestion, whatever the path. */
function interfaceAllowLists(ipSetArn: string, hosts: readonly string[]): Rule[] {
  const stranger = not(fromAddresses(ipSetArn));
  return [
    rule("interface-allow-list", REFUSE, allOf(stranger, not(plainlyUnder("/api/public/")))),
    ...hosts.map((host, index) => rule(`host-${index + 2}-allow-list`, REFUSE, allOf(stranger, asked(host)))),
  ];
}

/** Whatever might reach `/api/public` is ingestion, however it is spelt. */
function ingestionAllowList(ipSetArn: string): Rule {
  return rule("ingestion-allow-list", REFUSE, allOf(not(fromAddresses(ipSetArn)), mightReach("/api/public")));
}

function managedGroup({ name, bodyRules, countedRules }: ManagedRuleGroup): Rule {
  return {
    ...rule(name, undefined, {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name,
        rule_action_override: [...Object.keys(bodyRules), ...countedRules].map((counted) => ({
          name: counted,
          action_to_use: { count: {} },
        })),
      },
    }),
    overrideAction: { none: {} },
  };
}

function countedBody(): FirewallStatement {
  return anyOf(...MANAGED_RULE_GROUPS.flatMap(({ bodyRules }) => Object.values(bodyRules)).map(labelled));
}

function outsideTheApi(): FirewallStatement {
  return anyOf(not(under("/api/")), under("/api/auth/"));
}

function rule(name: string, action: Wafv2WebAclRuleAction | undefined, statement: FirewallStatement): Rule {
  return { name, action, statement, visibilityConfig: visibility(name) };
}

function block(
  customResponse: Wafv2WebAclRuleActionBlockCustomResponse & {
    readonly customResponseBodyKey: keyof typeof RESPONSES;
  },
): Wafv2WebAclRuleAction {
  return { block: { customResponse } };
}

/** Metrics, but no samples: a sampled request keeps its headers for three hours, and with them the API key. */
export function visibility(metricName: string): Wafv2WebAclRule["visibilityConfig"] {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
