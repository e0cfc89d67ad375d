import type { AllowList } from "../../constructs/allow-list";
import { Firewall } from "../../constructs/firewall";
import { synthesizeConstruct } from "../support/construct";
import { statementsIn } from "../support/iam";
import { ofType, reference } from "../support/terraform-json";

function firewall(interfaceAllowList: AllowList, ingestionAllowList: AllowList) {
  return synthesizeConstruct((stack) => {
    new Firewall(stack, "firewall", {
      account: { accountId: "111111111111", region: "eu-west-1" },
      name: "langfuse-test",
      loadBalancerArn: "arn:load-balancer",
      interfaceAllowList,
      ingestionAllowList,
      interfaceHosts: [],
      requestsPerFiveMinutes: 1000,
      retentionInDays: 30,
      keyArn: "arn:key",
    });
  });
}

function ruleNames(json: ReturnType<typeof firewall>): string[] {
  const { rule } = json.resource?.aws_wafv2_web_acl?.firewall_acl ?? {};
  // Rules of the web ACL are an array of blocks with a name.
  return (rule as readonly { name: string }[]).map(({ name }) => name);
}

describe("the firewall", () => {
  const json = firewall(["203.0.113.0/24"], ["198.51.100.0/24", "203.0.113.0/24"]);

  it("stands before the load balancer", () => {
    expect(ofType(json, "aws_wafv2_web_acl_association")).toMatchObject([
      {
        arguments: {
          resource_arn: "arn:load-balancer",
          web_acl_arn: reference("aws_wafv2_web_acl.firewall_acl.arn"),
        },
      },
    ]);
  });

  it("keeps one set of addresses for each list", () => {
    expect(json.resource?.aws_wafv2_ip_set).toMatchObject({
      firewall_interface_addresses: { addresses: ["203.0.113.0/24"], ip_address_version: "IPV4" },
      firewall_ingestion_addresses: { addresses: ["198.51.100.0/24", "203.0.113.0/24"] },
    });
  });

  it("asks each list by its own set", () => {
    const rules = JSON.stringify(json.resource?.aws_wafv2_web_acl?.firewall_acl?.rule);
    const position = (text: string) => rules.indexOf(text);
    expect(position('"interface-allow-list"')).toBeLessThan(position("firewall_interface_addresses.arn"));
    expect(position("firewall_interface_addresses.arn")).toBeLessThan(position('"ingestion-allow-list"'));
    expect(position('"ingestion-allow-list"')).toBeLessThan(position("firewall_ingestion_addresses.arn"));
  });

  it("has no set and no rule for anyone, because a set cannot hold everyone", () => {
    const open = firewall("anyone", "anyone");
    expect(ofType(open, "aws_wafv2_ip_set")).toEqual([]);
    expect(ruleNames(open)).not.toContain("interface-allow-list");
    expect(ruleNames(open)).not.toContain("ingestion-allow-list");
  });

  it("lets a rule go before its set", () => {
    expect(ofType(json, "aws_wafv2_ip_set").map(({ arguments: { lifecycle } }) => lifecycle)).toEqual([
      { create_before_destroy: true },
      { create_before_destroy: true },
    ]);
  });

  it("explains each refusal as JSON", () => {
    expect(json.resource?.aws_wafv2_web_acl?.firewall_acl?.custom_response_body).toEqual([
      {
        key: "refused",
        content_type: "APPLICATION_JSON",
        content: expect.stringMatching(/^\{"message":"The firewall/),
      },
      {
        key: "too-many",
        content_type: "APPLICATION_JSON",
        content: expect.stringMatching(/^\{"message":"Too many/),
      },
    ]);
  });
});

describe("the firewall's log", () => {
  const json = firewall("anyone", "anyone");
  const logging = json.resource?.aws_wafv2_web_acl_logging_configuration?.firewall_logging;

  it("is encrypted, forgets, and has the only name that WAF accepts", () => {
    expect(ofType(json, "aws_cloudwatch_log_group")).toMatchObject([
      { arguments: { name: "aws-waf-logs-langfuse-test", retention_in_days: 30, kms_key_id: "arn:key" } },
    ]);
  });

  it("leaves out every header that is a credential", () => {
    expect(logging?.redacted_fields).toEqual([
      { single_header: { name: "authorization" } },
      { single_header: { name: "cookie" } },
      { single_header: { name: "x-langfuse-admin-api-key" } },
    ]);
  });

  it("keeps what was blocked and nothing else", () => {
    expect(logging?.logging_filter).toMatchObject({
      default_behavior: "DROP",
      filter: [{ behavior: "KEEP", condition: [{ action_condition: { action: "BLOCK" } }] }],
    });
  });

  it("may be written by deliveries of this account only, before the first one comes", () => {
    const policy = json.resource?.aws_cloudwatch_log_resource_policy?.firewall_delivery;
    expect(statementsIn(policy?.policy_document)).toMatchObject([
      {
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Resource: [`${reference("aws_cloudwatch_log_group.firewall_records_group.arn")}:log-stream:*`],
        Condition: {
          StringEquals: { "aws:SourceAccount": "111111111111" },
          ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:111111111111:*" },
        },
      },
    ]);
    expect(logging?.depends_on).toEqual(["aws_cloudwatch_log_resource_policy.firewall_delivery"]);
  });
});
