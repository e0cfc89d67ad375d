import { posix } from "node:path";
import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { firewallRules } from "../../constructs/firewall-rules";

/** IP sets of those who may see the interface, and of those who may send. */
export const INTERFACE = "arn:interface";
export const INGESTION = "arn:ingestion";

/** Sets that hold the address of somebody who may do both. */
export const employee = [INTERFACE, INGESTION];

/** Rules with both allow-lists.
 *  @param interfaceHosts hosts of which every path is the interface */
export function restrictedRules(...interfaceHosts: readonly string[]): Wafv2WebAclRule[] {
  return firewallRules({
    interfaceIpSetArn: INTERFACE,
    ingestionIpSetArn: INGESTION,
    interfaceHosts,
    requestsPerFiveMinutes: 1000,
  });
}

/** One request as the firewall sees it. */
export interface FirewallRequest {
  /** As the client wrote it. */
  readonly path: string;
  /** As the client wrote it.
   *  @default - Langfuse's own */
  readonly host?: string;
  /** IP sets that hold the client's address, by ARN. */
  readonly memberOf?: readonly string[];
  /** Rules of managed groups that find something in it, with the label that each leaves. */
  readonly findings?: Readonly<Record<string, string>>;
}

type Statement = Readonly<Record<string, unknown>>;

/** The answer to one request: the status of the first rule that blocks, or `passed`. A rate is never exceeded here.
 *  @throws on a statement that the rules do not use today */
export function firewallAnswer(rules: readonly Wafv2WebAclRule[], request: FirewallRequest): string {
  const labels = new Set<string>();
  for (const rule of [...rules].sort((a, b) => a.priority - b.priority)) {
    const group = rule.statement.managed_rule_group_statement;
    if (group !== undefined) {
      if (managedGroupBlocks(group, request, labels)) return "403 managed";
    } else if (holds(rule.statement, request, labels))
      return `${rule.action?.block?.customResponse?.responseCode} ${rule.name}`;
  }
  return "passed";
}

interface ManagedGroup {
  readonly rule_action_override: readonly { readonly name: string }[];
  readonly name: string;
}

/** Counted rules leave their label and let the request go on; any other finding ends it. */
function managedGroupBlocks(group: ManagedGroup, request: FirewallRequest, labels: Set<string>): boolean {
  const namespace = NAMESPACES[group.name];
  const found = Object.entries(request.findings ?? {}).filter(([, label]) =>
    label.startsWith(`awswaf:managed:aws:${namespace}:`),
  );
  const counted = group.rule_action_override.map(({ name }) => name);
  for (const [name, label] of found) if (counted.includes(name)) labels.add(label);
  return found.some(([name]) => !counted.includes(name));
}

const NAMESPACES: Readonly<Record<string, string>> = {
  AWSManagedRulesAmazonIpReputationList: "amazon-ip-list",
  AWSManagedRulesKnownBadInputsRuleSet: "known-bad-inputs",
  AWSManagedRulesCommonRuleSet: "core-rule-set",
};

function holds(statement: Statement, request: FirewallRequest, labels: ReadonlySet<string>): boolean {
  const [[kind, content] = ["", undefined]] = Object.entries(statement);
  // The shapes below are those of firewall-statements.ts; another one fails loudly.
  const inner = content as { statement: Statement & readonly Statement[]; arn: string; key: string };
  switch (kind) {
    case "and_statement":
      return inner.statement.every((part) => holds(part, request, labels));
    case "or_statement":
      return inner.statement.some((part) => holds(part, request, labels));
    case "not_statement":
      return !holds(inner.statement, request, labels);
    case "ip_set_reference_statement":
      return request.memberOf?.includes(inner.arn) ?? false;
    case "label_match_statement":
      return labels.has(inner.key);
    case "rate_based_statement":
      return false;
    case "byte_match_statement":
      return matches(content as ByteMatch, request);
    default:
      throw new Error(`the firewall of the tests does not know '${kind}'; teach it`);
  }
}

interface ByteMatch {
  readonly field_to_match: { readonly single_header?: { readonly name: string } };
  readonly search_string: string;
  readonly positional_constraint: string;
  readonly text_transformation: readonly { readonly priority: number; readonly type: string }[];
}

function matches(match: ByteMatch, { path, host = "langfuse.example.com" }: FirewallRequest): boolean {
  const { single_header: header } = match.field_to_match;
  if (header && header.name !== "host")
    throw new Error(`the firewall of the tests has no header '${header.name}'; teach it`);
  const read = [...match.text_transformation]
    .sort((a, b) => a.priority - b.priority)
    .reduce((text, { type }) => transform(type, text), header ? host : path);
  return match.positional_constraint === "STARTS_WITH"
    ? read.startsWith(match.search_string)
    : read.includes(match.search_string);
}

function transform(type: string, text: string): string {
  switch (type) {
    case "NONE":
      return text;
    case "URL_DECODE":
      return text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    case "NORMALIZE_PATH_WIN":
      return posix.normalize(text.replaceAll("\\", "/"));
    case "LOWERCASE":
      return text.toLowerCase();
    default:
      throw new Error(`the firewall of the tests does not know '${type}'; teach it`);
  }
}
