import { paginateListCertificates } from "@aws-sdk/client-acm";
import type { Account, Kind, Thing } from "./kind";
import { areOurs, byKey, ifThere, named, onPages, unfinished, unnamed } from "./kind";

/** What the network stack makes in front of the VPC. */
export const EDGE: readonly Kind[] = [
  named("aws_lb", ["name"], async (account, { name }) => {
    const found = await ifThere(account.aws.elb.describeLoadBalancers({ Names: [name] }));
    return Promise.all(
      (found?.LoadBalancers ?? []).map(
        async ({ LoadBalancerArn, DNSName, CanonicalHostedZoneId, State }) => ({
          ...(await balancing(account, LoadBalancerArn)),
          attributes: {
            id: LoadBalancerArn,
            arn: LoadBalancerArn,
            // As Terraform keeps it.
            dns_name: DNSName,
            zone_id: CanonicalHostedZoneId,
          },
          ...unfinished(State?.Code, ["active", "active_impaired"]),
        }),
      ),
    );
  }),
  named("aws_lb_target_group", ["name"], async (account, { name }) => {
    const found = await ifThere(account.aws.elb.describeTargetGroups({ Names: [name] }));
    return Promise.all(
      (found?.TargetGroups ?? []).map(({ TargetGroupArn }) => balancing(account, TargetGroupArn)),
    );
  }),
  named("aws_lb_listener", ["load_balancer_arn", "port"], async (account, { load_balancer_arn, port }) => {
    const { Listeners = [] } = await account.aws.elb.describeListeners({
      LoadBalancerArn: load_balancer_arn,
    });
    const same = Listeners.filter(({ Port }) => String(Port) === port);
    return Promise.all(same.map(({ ListenerArn }) => balancing(account, ListenerArn)));
  }),
  named("aws_lb_listener_rule", ["listener_arn", "priority"], async (account, { listener_arn, priority }) => {
    const { Rules = [] } = await account.aws.elb.describeRules({ ListenerArn: listener_arn });
    const same = Rules.filter(({ Priority }) => Priority === priority);
    return Promise.all(same.map(({ RuleArn }) => balancing(account, RuleArn)));
  }),
  unnamed(
    "aws_acm_certificate",
    ["domain_name"],
    async (account) => {
      const { acm } = account.aws;
      const all = await onPages(
        paginateListCertificates({ client: acm }, {}),
        ({ CertificateSummaryList }) => CertificateSummaryList,
      );
      const tagged = await Promise.all(
        all.map(async ({ CertificateArn = "", DomainName }) => {
          const { Tags } = await acm.listTagsForCertificate({ CertificateArn });
          return { arn: CertificateArn, domain: DomainName, ours: areOurs(account, byKey(Tags)) };
        }),
      );
      return tagged
        .filter(({ ours }) => ours)
        .map(({ arn, domain, ours }) => ({
          importId: arn,
          attributes: { id: arn, arn },
          ours,
          marks: { domain_name: domain },
        }));
    },
    (arn) => `aws acm delete-certificate --certificate-arn ${arn}`,
  ),
  unnamed(
    "aws_route53_zone",
    ["name", "comment"],
    zones,
    (id) => `aws route53 delete-hosted-zone --id ${id}`,
  ),
  named("aws_route53_record", ["zone_id", "name", "type"], async (account, wanted) => {
    const { zone_id, name, type } = wanted;
    const { ResourceRecordSets = [] } = await account.aws.route53.listResourceRecordSets({
      HostedZoneId: zone_id,
      StartRecordName: name,
      // A planned type that is none is refused at validation.
      StartRecordType: type as "A",
      MaxItems: 1,
    });
    const same = ResourceRecordSets.filter((set) => set.Name === `${name}.` && set.Type === type);
    return Promise.all(
      same.map(async ({ AliasTarget }) => ({
        importId: `${zone_id}_${name}_${type}`,
        attributes: {},
        ours: (await isOurZone(account, zone_id)) || (await isOurBalancer(account, AliasTarget?.DNSName)),
      })),
    );
  }),
  named("aws_wafv2_ip_set", ["name"], async (account, { name }) => {
    const { IPSets = [] } = await account.aws.waf.listIPSets({ Scope: "REGIONAL", Limit: 100 });
    return filters(account, IPSets, name);
  }),
  named("aws_wafv2_web_acl", ["name"], async (account, { name }) => {
    const { WebACLs = [] } = await account.aws.waf.listWebACLs({ Scope: "REGIONAL", Limit: 100 });
    return filters(account, WebACLs, name);
  }),
];

async function balancing(account: Account, arn = ""): Promise<Thing> {
  const { TagDescriptions: [described] = [] } = await account.aws.elb.describeTags({ ResourceArns: [arn] });
  return { importId: arn, attributes: { id: arn, arn }, ours: areOurs(account, byKey(described?.Tags)) };
}

/** A record carries no tags: one in a zone of ours is ours. */
async function isOurZone(account: Account, zone: string): Promise<boolean> {
  const { ResourceTagSet } = await account.aws.route53.listTagsForResource({
    ResourceType: "hostedzone",
    ResourceId: zone,
  });
  return areOurs(account, byKey(ResourceTagSet?.Tags));
}

/** In a zone of others, one that leads to a load balancer of ours is ours. */
async function isOurBalancer(account: Account, dnsName = ""): Promise<boolean> {
  const found = await ifThere(account.aws.elb.describeLoadBalancers({ Names: [account.prefix] }));
  const own = found?.LoadBalancers?.map(({ DNSName }) => DNSName?.toLowerCase());
  return own?.includes(dnsName.toLowerCase().replace(/^dualstack\.|\.$/g, "")) ?? false;
}

/** Terraform tags a zone when the world knows it, half a minute after it has made it. */
async function zones(account: Account) {
  const { route53 } = account.aws;
  const { HostedZones = [] } = await route53.listHostedZones();
  const all = await Promise.all(
    HostedZones.map(async ({ Id = "", Name = "", Config, CallerReference = "" }) => {
      const id = Id.replace("/hostedzone/", "");
      const { ResourceTagSet } = await route53.listTagsForResource({
        ResourceType: "hostedzone",
        ResourceId: id,
      });
      const tags = byKey(ResourceTagSet?.Tags);
      const isUntagged = Object.keys(tags).length === 0 && CallerReference.startsWith("terraform-");
      return {
        importId: id,
        attributes: { id, zone_id: id },
        ours: isUntagged || areOurs(account, tags),
        isUntagged,
        marks: { name: Name.replace(/\.$/, ""), comment: Config?.Comment },
      };
    }),
  );
  return all.filter(({ ours }) => ours);
}

async function filters(
  account: Account,
  all: readonly { readonly Name?: string; readonly Id?: string; readonly ARN?: string }[],
  name: string,
): Promise<Thing[]> {
  const same = all.filter(({ Name }) => Name === name);
  return Promise.all(
    same.map(async ({ Id, ARN }) => {
      const { TagInfoForResource } = await account.aws.waf.listTagsForResource({ ResourceARN: ARN });
      return {
        importId: `${Id}/${name}/REGIONAL`,
        attributes: { id: Id, arn: ARN },
        ours: areOurs(account, byKey(TagInfoForResource?.TagList)),
      };
    }),
  );
}
