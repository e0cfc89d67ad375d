import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Fn, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import type { Account } from "./account";
import { ClusterKeys } from "./cluster-keys";
import { ClusterRole } from "./cluster-role";
import { LogGroup } from "./log-group";
import { NodeRole } from "./node-role";

/** What stacks inside the cluster need in order to reach it and to give its pods volumes and identities. */
export interface ClusterHandle {
  readonly name: string;
  readonly endpoint: string;
  /** Base64, as EKS returns it. */
  readonly certificateAuthority: string;
  /** Lets nodes and control plane talk to each other. */
  readonly securityGroupId: string;
  /** Name of the IAM role of every node. */
  readonly nodeRoleName: string;
  /** Encrypts the disks of nodes and the volumes of pods. */
  readonly volumesKeyArn: string;
  /** For roles assumed through the cluster's OIDC issuer: ClickHouse, whose S3 client knows no Pod Identity. */
  readonly oidcProviderArn: string;
  /** Issuer without `https://`, as trust policy conditions name it. */
  readonly oidcIssuer: string;
}

/** ARN of a cluster that may not exist yet, because a role that trusts it comes first. */
export function clusterArn({ accountId, region }: Account, clusterName: string): string {
  return `arn:aws:eks:${region}:${accountId}:cluster/${clusterName}`;
}

export interface ClusterProps {
  readonly account: Account;
  readonly name: string;
  /** Kubernetes, for example `1.36`. */
  readonly version: string;
  /** Private, one per zone; the control plane puts its network interfaces there. */
  readonly subnetIds: readonly string[];
  /** IPv4 network of Kubernetes services; replaced with the cluster only. */
  readonly serviceCidr: string;
  /** IPv4 networks outside the VPC that reach the API server; none of them makes it private. */
  readonly publicAccessCidrs: readonly string[];
  /** Security group of runners and sessions that use the API server from inside the VPC. */
  readonly clientSecurityGroupId: string;
  /** Key of log groups; see `constructs/logs-key.ts`. */
  readonly logsKeyArn: string;
  readonly logDays: number;
  /** Refuse to delete the cluster and its keys. */
  readonly protect: boolean;
}

interface ControlPlaneParts {
  readonly role: ClusterRole;
  readonly keys: ClusterKeys;
}

/** An EKS cluster in Auto Mode: AWS runs nodes, storage, networking and load balancing. It starts without a node and
 *  without AWS's built-in pools, whose nodes would carry neither our key nor the security group that endpoints admit.
 *  Hardened: access entries only, secrets under our key, every control-plane log, no extended support.
 *  Cost: 73 USD a month, two keys of 1 USD, and about 12 % on top of the price of each node
 *  (aws.amazon.com/eks/pricing, 2026-11). */
export class Cluster extends Construct {
  readonly handle: ClusterHandle;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const { account, name } = props;
    const role = new ClusterRole(this, "role", {
      account,
      name: `${name}-cluster`,
      clusterArn: clusterArn(account, name),
    });
    const keys = new ClusterKeys(this, "keys", {
      account,
      clusterName: name,
      clusterRoleArn: role.arn,
      protect: props.protect,
    });
    const cluster = this.controlPlane(props, { role, keys });
    const { clusterSecurityGroupId } = cluster.vpcConfig;
    new VpcSecurityGroupIngressRule(this, "from-clients", {
      securityGroupId: clusterSecurityGroupId,
      referencedSecurityGroupId: props.clientSecurityGroupId,
      description: "API server, from runners and sessions inside the VPC",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    const nodeRole = new NodeRole(this, "nodes", { name: `${name}-node`, clusterName: cluster.name });
    const { issuer } = cluster.identity.get(0).oidc.get(0);
    const oidc = new IamOpenidConnectProvider(this, "oidc", {
      url: issuer,
      clientIdList: ["sts.amazonaws.com"],
    });
    this.handle = {
      name: cluster.name,
      endpoint: cluster.endpoint,
      certificateAuthority: cluster.certificateAuthority.get(0).data,
      securityGroupId: clusterSecurityGroupId,
      nodeRoleName: nodeRole.name,
      volumesKeyArn: keys.volumesKeyArn,
      oidcProviderArn: oidc.arn,
      // A name of its own, because a policy is JSON and cannot hold a function with quotes.
      oidcIssuer: new TerraformLocal(this, "oidc-issuer", Fn.replace(issuer, "https://", "")).asString,
    };
  }

  private controlPlane(props: ClusterProps, { role, keys }: ControlPlaneParts): EksCluster {
    const logs = new LogGroup(this, "logs", {
      name: `/aws/eks/${props.name}/cluster`,
      retentionInDays: props.logDays,
      keyArn: props.logsKeyArn,
    });
    return new EksCluster(this, "control-plane", {
      name: props.name,
      version: props.version,
      roleArn: role.arn,
      // The three parts of Auto Mode go together.
      computeConfig: { enabled: true },
      kubernetesNetworkConfig: {
        elasticLoadBalancing: { enabled: true },
        serviceIpv4Cidr: props.serviceCidr,
      },
      storageConfig: { blockStorage: { enabled: true } },
      bootstrapSelfManagedAddons: false,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      vpcConfig: { subnetIds: [...props.subnetIds], ...endpointAccess(props) },
      encryptionConfig: { resources: ["secrets"], provider: { keyArn: keys.secretsKeyArn } },
      enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      // At the end of standard support EKS upgrades, instead of charging six times the price.
      upgradePolicy: { supportType: "STANDARD" },
      zonalShiftConfig: { enabled: true },
      deletionProtection: props.protect,
      lifecycle: { preventDestroy: props.protect },
      dependsOn: [logs.group, ...role.policies],
    });
  }
}

function endpointAccess({ name, publicAccessCidrs }: ClusterProps) {
  if (publicAccessCidrs.some((network) => network.endsWith("/0")))
    throw new Error(
      `API server of '${name}' would admit every address; name the networks that you deploy from`,
    );
  const endpointPrivateAccess = true;
  return publicAccessCidrs.length === 0
    ? { endpointPrivateAccess, endpointPublicAccess: false }
    : { endpointPrivateAccess, endpointPublicAccess: true, publicAccessCidrs: [...publicAccessCidrs] };
}
