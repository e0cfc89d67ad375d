import { Testing } from "cdktf";
import { dev } from "../../environments/dev";
import type { Environment } from "../../environments/schema";
import { NetworkStack } from "../../stacks/network";
import type { TerraformJson } from "./terraform-json";

/** A VPC that somebody else made. */
export const existingVpc: Extract<Environment["network"]["vpc"], { kind: "existing" }> = {
  kind: "existing",
  vpcId: "vpc-0123456789abcdef0",
  cidr: "10.0.0.0/16",
  publicSubnetIds: ["subnet-00000001", "subnet-00000002", "subnet-00000003"],
  privateSubnetIds: ["subnet-00000011", "subnet-00000012", "subnet-00000013"],
  dataSubnetIds: ["subnet-00000021", "subnet-00000022", "subnet-00000023"],
  natNetworks: ["198.51.100.7/32"],
};

/** The network stack of `dev`, with some settings changed. */
export function networkStack(changes: Partial<Environment> = {}): NetworkStack {
  return new NetworkStack(Testing.app(), { ...dev, ...changes });
}

/** The same stack, synthesized. */
export function synthesizeNetworkStack(changes: Partial<Environment> = {}): TerraformJson {
  return JSON.parse(Testing.synth(networkStack(changes)));
}

/** The same stack, synthesized, with a network of its own. */
export function synthesizeNetwork(changes: Partial<Environment["network"]>): TerraformJson {
  return synthesizeNetworkStack({ network: { ...dev.network, ...changes } });
}

/** The same stack, synthesized, with an edge of its own. */
export function synthesizeEdge(changes: Partial<Environment["edge"]>): TerraformJson {
  return synthesizeNetworkStack({ edge: { ...dev.edge, ...changes } });
}

/** The same stack, synthesized, with a masking gateway or without. */
export function synthesizeGateway(kind: Environment["maskingGateway"]["kind"]): TerraformJson {
  const maskingGateway: Environment["maskingGateway"] =
    kind === "none"
      ? { kind }
      : {
          kind,
          image: `registry.example.com/masking-gateway@sha256:${"1".repeat(64)}`,
          minReplicas: 1,
          maxReplicas: 2,
          cpus: 1,
          memoryGib: 1,
          userIds: "hmac",
          policy: {},
          enterpriseCallback: false,
        };
  return synthesizeNetworkStack({ maskingGateway });
}
