import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Construct } from "constructs";
import type { Account } from "./account";
import type { AllowList } from "./allow-list";
import { firewallRules, RESPONSES, visibility } from "./firewall-rules";
import { LogGroup } from "./log-group";
import { policyDocument } from "./policy";

export interface FirewallProps {
  readonly account: Account;
  readonly name: string;
  readonly loadBalancerArn: string;
  /** Who may open the user interface: every path outside `/api/public/`. */
  readonly interfaceAllowList: AllowList;
  /** Host names of which every path is for those on that list. */
  readonly interfaceHosts: readonly string[];
  /** Who may use the paths under `/api/public/`. */
  readonly ingestionAllowList: AllowList;
  readonly requestsPerFiveMinutes: number;
  readonly retentionInDays: number;
  /** Key of the log group; see `constructs/logs-key.ts`. */
  readonly keyArn: string;
}

const SCOPE = "REGIONAL";

/** Headers that are credentials: sessions of people, API keys of applications (Basic), the key of the admin API. */
const CREDENTIALS = ["authorization", "cookie", "x-langfuse-admin-api-key"];

/** The web application firewall in front of the load balancer; what it asks, and in which order, is in
 *  `firewall-rules.ts`. It logs what it blocks, without credentials; what passes is in the load balancer's logs.
 *  Cost: 12 to 14 USD a month and 0.60 per million requests (aws.amazon.com/waf/pricing, 2026-11); about 1,100 of the
 *  1,500 capacity units that this price includes. */
export class Firewall extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: FirewallProps,
  ) {
    super(scope, id);
    const acl = new Wafv2WebAcl(this, "acl", {
      name: props.name,
      description: "Public edge of Langfuse",
      scope: SCOPE,
      defaultAction: { allow: {} },
      rule: firewallRules({
        interfaceIpSetArn: this.ipSetArn("interface", props.interfaceAllowList),
        interfaceHosts: props.interfaceHosts,
        ingestionIpSetArn: this.ipSetArn("ingestion", props.ingestionAllowList),
        requestsPerFiveMinutes: props.requestsPerFiveMinutes,
      }),
      customResponseBody: Object.entries(RESPONSES).map(([key, message]) => ({
        key,
        contentType: "APPLICATION_JSON",
        content: JSON.stringify({ message }),
      })),
      visibilityConfig: visibility(props.name),
    });
    new Wafv2WebAclAssociation(this, "association", {
      resourceArn: props.loadBalancerArn,
      webAclArn: acl.arn,
    });
    this.logBlocked(acl.arn);
  }

  /** An IP set cannot hold everyone, so `anyone` has no set, and its rule is left out. */
  private ipSetArn(client: "interface" | "ingestion", allowList: AllowList): string | undefined {
    if (allowList === "anyone") return undefined;
    return new Wafv2IpSet(this, `${client}-addresses`, {
      name: `${this.props.name}-${client}`,
      description: `Who may use the ${client}`,
      scope: SCOPE,
      ipAddressVersion: "IPV4",
      addresses: [...allowList],
      // When a list gives way to `anyone`, the rule lets go of the set before the set goes.
      lifecycle: { createBeforeDestroy: true },
    }).arn;
  }

  private logBlocked(aclArn: string): void {
    const { account, name, retentionInDays, keyArn } = this.props;
    const { accountId, region } = account;
    // WAF accepts no other prefix.
    const group = new LogGroup(this, "records", { name: `aws-waf-logs-${name}`, retentionInDays, keyArn });
    // Written out, because WAF would otherwise add a policy of its own that no plan shows and no destroy removes.
    const delivery = new CloudwatchLogResourcePolicy(this, "delivery", {
      policyName: `${name}-firewall-logs`,
      policyDocument: policyDocument([
        {
          sid: "FirewallLogs",
          principal: { Service: "delivery.logs.amazonaws.com" },
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [`${group.arn}:log-stream:*`],
          conditions: {
            StringEquals: { "aws:SourceAccount": accountId },
            ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${accountId}:*` },
          },
        },
      ]),
    });
    new Wafv2WebAclLoggingConfiguration(this, "logging", {
      resourceArn: aclArn,
      logDestinationConfigs: [group.arn],
      loggingFilter: {
        defaultBehavior: "DROP",
        filter: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            condition: [{ actionCondition: { action: "BLOCK" } }],
          },
        ],
      },
      redactedFields: CREDENTIALS.map((name) => ({ singleHeader: { name } })),
      dependsOn: [delivery],
    });
  }
}
