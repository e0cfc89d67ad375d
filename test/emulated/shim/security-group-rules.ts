import { type Layer, withText } from "./call";
import { escaped } from "./query";

/** Descriptions of security group rules, which moto 5.2 keeps only when the other end is a range of addresses. */
export class SecurityGroupRules {
  /** By the rule's id, as XML writes them. */
  private readonly descriptions = new Map<string, string>();

  readonly layer: Layer = async (call, next) => {
    if (call.service !== "ec2") return next(call);
    const reply = await next(call);
    if (/^AuthorizeSecurityGroup(In|E)gress$/.test(call.operation)) {
      const description =
        call.parameters.get("IpPermissions.1.Groups.1.Description") ??
        call.parameters.get("IpPermissions.1.PrefixListIds.1.Description");
      for (const [, id = ""] of reply.body.toString().matchAll(RULE))
        if (description !== null) this.descriptions.set(id, escaped(description));
    }
    if (call.operation !== "DescribeSecurityGroupRules") return reply;
    const text = reply.body.toString().replace(RULE, (element, id: string) => {
      const description = this.descriptions.get(id);
      return description === undefined ? element : `${element}<description>${description}</description>`;
    });
    return withText(reply, text);
  };
}

const RULE = /<securityGroupRuleId>([^<]*)<\/securityGroupRuleId>/g;
