import { SecurityGroupRules } from "../shim/security-group-rules";
import { motoWith, queryCall, textOf } from "./calls";

const rule = (id: string) => `<item><securityGroupRuleId>${id}</securityGroupRuleId></item>`;
const moto = () =>
  motoWith({
    AuthorizeSecurityGroupIngress: rule("sgr-1"),
    AuthorizeSecurityGroupEgress: rule("sgr-2"),
    DescribeSecurityGroupRules: rule("sgr-1") + rule("sgr-2"),
  });

describe("the shim of security group rules", () => {
  it.each([
    ["AuthorizeSecurityGroupIngress", "Groups", "sgr-1"],
    ["AuthorizeSecurityGroupIngress", "PrefixListIds", "sgr-1"],
    ["AuthorizeSecurityGroupEgress", "Groups", "sgr-2"],
  ])("shows the description that came with %s of %s, and no other", async (operation, end, id) => {
    const { layer } = new SecurityGroupRules();
    const { answer } = moto();
    const description = "Langfuse & its jobs";
    await layer(
      queryCall("ec2", operation, { [`IpPermissions.1.${end}.1.Description`]: description }),
      answer,
    );
    const text = await textOf(layer(queryCall("ec2", "DescribeSecurityGroupRules"), answer));
    expect(text).toContain(
      `<securityGroupRuleId>${id}</securityGroupRuleId><description>Langfuse &#38; its jobs</description>`,
    );
    expect(text.match(/<description>/g)).toHaveLength(1);
  });

  it("adds nothing to a rule for addresses, whose description moto keeps", async () => {
    const { layer } = new SecurityGroupRules();
    const { answer } = moto();
    const parameters = { "IpPermissions.1.IpRanges.1.Description": "everybody" };
    await layer(queryCall("ec2", "AuthorizeSecurityGroupIngress", parameters), answer);
    const text = await textOf(layer(queryCall("ec2", "DescribeSecurityGroupRules"), answer));
    expect(text).toBe(rule("sgr-1") + rule("sgr-2"));
  });
});
