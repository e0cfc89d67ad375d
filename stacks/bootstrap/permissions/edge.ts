import type { Statement } from "../../../constructs/policy";
import type { Reach } from "../reach";

/** Load balancer, certificate, firewall, DNS and sign-in. */
export function edgePermissions({
  environment,
  prefix,
  arns,
  inRegion,
  tagged,
  tagging,
}: Reach): Statement[] {
  const { zone, domain } = environment.edge;
  const zones =
    zone.kind === "existing"
      ? [`arn:aws:route53:::hostedzone/${zone.zoneId}`]
      : ["arn:aws:route53:::hostedzone/*"];
  const dnsName = zone.kind === "existing" ? domain : zone.name;
  const userPools = arns("cognito-idp", "userpool/*");
  const loadBalancers = arns("elasticloadbalancing", `loadbalancer/app/${prefix}*`);
  return [
    {
      sid: "LoadBalancers",
      actions: ["Add*", "Create*", "Delete*", "Modify*", "Register*", "Deregister*", "Remove*", "Set*"].map(
        (verb) => `elasticloadbalancing:${verb}`,
      ),
      resources: [
        ...loadBalancers,
        ...arns(
          "elasticloadbalancing",
          `targetgroup/${prefix}*`,
          `listener/app/${prefix}*`,
          `listener-rule/app/${prefix}*`,
        ),
      ],
    },
    {
      sid: "Firewalls",
      actions: ["Associate*", "Create*", "Delete*", "Disassociate*", "Put*", "Tag*", "Untag*", "Update*"].map(
        (verb) => `wafv2:${verb}`,
      ),
      resources: [
        ...loadBalancers,
        ...arns(
          "wafv2",
          `regional/webacl/${prefix}*`,
          `regional/ipset/${prefix}*`,
          `regional/regexpatternset/${prefix}*`,
          `regional/rulegroup/${prefix}*`,
        ),
        // Rule groups that AWS maintains.
        `arn:aws:wafv2:${environment.region}:aws:regional/managedruleset/*`,
      ],
    },
    {
      sid: "RequestCertificate",
      actions: ["acm:RequestCertificate"],
      resources: ["*"],
      conditions: { StringEquals: { ...inRegion.StringEquals, ...tagging.StringEquals } },
    },
    {
      sid: "TagCertificate",
      actions: ["acm:AddTagsToCertificate"],
      resources: arns("acm", "certificate/*"),
      conditions: tagging,
    },
    {
      sid: "OwnCertificates",
      actions: ["acm:DeleteCertificate", "acm:RemoveTagsFromCertificate", "acm:UpdateCertificateOptions"],
      resources: arns("acm", "certificate/*"),
      conditions: tagged,
    },
    {
      sid: "MakeUserPools",
      actions: ["cognito-idp:CreateUserPool"],
      resources: ["*"],
      conditions: { StringEquals: { ...inRegion.StringEquals, ...tagging.StringEquals } },
    },
    {
      // Their configuration: nobody deploys people.
      sid: "OwnUserPools",
      actions: [
        "AddCustomAttributes",
        "*ManagedLoginBranding",
        "*UserPoolClient",
        "*UserPoolDomain",
        "DeleteUserPool",
        "SetUserPoolMfaConfig",
        "TagResource",
        "UntagResource",
        "UpdateUserPool",
      ].map((action) => `cognito-idp:${action}`),
      resources: userPools,
      conditions: tagged,
    },
    {
      sid: "TagUserPools",
      actions: ["cognito-idp:TagResource"],
      resources: userPools,
      conditions: tagging,
    },
    {
      sid: "Records",
      actions: ["route53:ChangeResourceRecordSets"],
      resources: zones,
      conditions: {
        "ForAllValues:StringLike": {
          "route53:ChangeResourceRecordSetsNormalizedRecordNames": [dnsName, `*.${dnsName}`],
        },
      },
    },
    ...(zone.kind === "create"
      ? [
          {
            sid: "Zone",
            actions: [
              "ChangeTagsForResource",
              "CreateHostedZone",
              "CreateQueryLoggingConfig",
              "DeleteHostedZone",
              "DeleteQueryLoggingConfig",
              "UpdateHostedZoneComment",
            ].map((action) => `route53:${action}`),
            // A new zone has no id yet, and Route 53 knows neither region nor tag conditions.
            resources: ["*"],
          },
        ]
      : []),
  ];
}
