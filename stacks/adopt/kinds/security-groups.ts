import type { SecurityGroup, SecurityGroupRule } from "@aws-sdk/client-ec2";
import { type Account, areOurs, byKey, type Kind, named, own, ownFilters, unnamed } from "./kind";

/** Who may talk to whom. */
export const SECURITY_GROUPS: readonly Kind[] = [
  unnamed(
    "aws_security_group",
    ["vpc_id", "name"],
    async (account) => {
      const { SecurityGroups = [] } = await account.aws.ec2.describeSecurityGroups({
        Filters: ownFilters(account),
      });
      return Promise.all(
        SecurityGroups.filter(({ GroupName }) => GroupName !== "default").map((group) =>
          securityGroup(account, group),
        ),
      );
    },
    (id) => `aws ec2 delete-security-group --group-id ${id}`,
  ),
  rule("aws_vpc_security_group_ingress_rule", false),
  rule("aws_vpc_security_group_egress_rule", true),
];

/** Terraform takes the rule that allows everything out of a new group, and never looks for it again. */
async function securityGroup(account: Account, { GroupId = "", GroupName, VpcId }: SecurityGroup) {
  const rules = await rulesOf(account, GroupId);
  const first = rules.find(
    ({ IsEgress, IpProtocol, Tags = [] }) => IsEgress && IpProtocol === "-1" && Tags.length === 0,
  );
  const command =
    `aws ec2 revoke-security-group-egress --region ${account.region} --group-id ${GroupId} ` +
    `--security-group-rule-ids ${first?.SecurityGroupRuleId}`;
  return {
    ...own(GroupId, { vpc_id: VpcId, name: GroupName }),
    ...(first ? { obstacle: `still has the rule of a new group, which allows everything; ${command}` } : {}),
  };
}

/** A group has no two rules of one description in one direction. */
function rule(type: string, isEgress: boolean): Kind {
  return named(type, ["security_group_id", "description"], async (account, values) =>
    (await rulesOf(account, values.security_group_id))
      .filter(({ IsEgress, Description }) => IsEgress === isEgress && Description === values.description)
      .map(({ SecurityGroupRuleId = "", Tags }) => ({
        importId: SecurityGroupRuleId,
        attributes: { id: SecurityGroupRuleId },
        ours: areOurs(account, byKey(Tags)),
      })),
  );
}

async function rulesOf({ aws }: Account, group: string): Promise<readonly SecurityGroupRule[]> {
  const { SecurityGroupRules = [] } = await aws.ec2.describeSecurityGroupRules({
    Filters: [{ Name: "group-id", Values: [group] }],
  });
  return SecurityGroupRules;
}
