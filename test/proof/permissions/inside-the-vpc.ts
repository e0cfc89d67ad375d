import { administrator } from "../account/decide";
import type { Claim, Party, World } from "./claim";

/** Stolen credentials of another account, used inside the VPC to carry traces away. */
export function thieves({ account, bucket, arn }: World): Party[] {
  const { environment, endpoints } = account;
  if (endpoints.size === 0) return [];
  const layer = `arn:aws:s3:::prod-${environment.region}-starport-layer-bucket/layer`;
  const { arn: principal, identity } = administrator(account);
  const stranger = "999999999999";
  const throughS3 = endpoints.has("s3");
  return [
    ...(throughS3 ? [registries(layer, identity)] : []),
    {
      name: "Credentials of another account inside the VPC",
      principal: `arn:aws:iam::${stranger}:role/attacker`,
      identity,
      who: "Somebody who brought credentials of another account into a pod",
      may: [],
      mayNot: [
        ...callsThrough(account, (service, resource) =>
          arn(service, resource).replace(environment.accountId, stranger),
        ),
        // Named like ours.
        ...(throughS3 ? [{ ...UPLOAD, resources: [`arn:aws:s3:::${account.prefix}-x-${stranger}/1`] }] : []),
      ],
    },
    {
      name: "Our own administrators inside the VPC",
      principal,
      identity,
      who: "A role of this account that may do everything, on a runner in the VPC",
      may: [
        ...callsThrough(account, arn).map((claim) => ({ ...claim, why: "Calls of this account" })),
        ...(throughS3
          ? [
              {
                why: "Our buckets",
                actions: ["s3:GetObject"],
                resources: [`${bucket("blobs")}/x`],
                through: "s3",
              },
            ]
          : []),
      ],
      mayNot: throughS3
        ? [
            {
              ...UPLOAD,
              why: "Buckets that do not belong to the environment, even in this account",
              resources: [`arn:aws:s3:::elsewhere-${environment.accountId}/x`, layer],
            },
          ]
        : [],
    },
  ];
}

const UPLOAD = {
  why: "Endpoints serve principals of this account",
  actions: ["s3:PutObject"],
  through: "s3",
} as const;

/** One call to each service that has an interface endpoint. */
function callsThrough({ endpoints }: World["account"], arn: World["arn"]): Claim[] {
  const calls: Readonly<Record<string, readonly [action: string, resource: string]>> = {
    sts: ["sts:DecodeAuthorizationMessage", "*"],
    kms: ["kms:ListKeys", "*"],
    logs: ["logs:DescribeLogGroups", "*"],
    monitoring: ["cloudwatch:ListMetrics", arn("cloudwatch", "dataset/default")],
    secretsmanager: ["secretsmanager:ListSecrets", "*"],
    ec2: ["ec2:DescribeInstances", "*"],
    eks: ["eks:ListClusters", "*"],
    "ecr.api": ["ecr:GetAuthorizationToken", "*"],
    "ecr.dkr": ["ecr:BatchGetImage", arn("ecr", "repository/x")],
    elasticloadbalancing: ["elasticloadbalancing:DescribeLoadBalancers", "*"],
  };
  const services = [...endpoints.keys()].filter((service) => service !== "s3");
  return services.map((through) => {
    const [action, resource] = calls[through] ?? [];
    if (!action || !resource)
      throw new Error(`endpoint '${through}' has no call in test/proof/permissions/parties.ts; add one`);
    return { why: UPLOAD.why, actions: [action], resources: [resource], through };
  });
}

function registries(layer: string, identity: Party["identity"]): Party {
  const principal = "arn:aws:iam::999999999999:role/registry";
  return {
    name: "Registries",
    principal,
    identity,
    who: "Registries of images, which send nodes to buckets of theirs by links that they signed",
    may: [{ why: "Layers of images", actions: ["s3:GetObject"], resources: [layer], through: "s3" }],
    mayNot: [
      {
        why: "Nothing leaves by their buckets",
        actions: ["s3:PutObject"],
        resources: [layer],
        through: "s3",
      },
    ],
  };
}
