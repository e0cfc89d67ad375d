import type { EKS } from "@aws-sdk/client-eks";
import { z } from "zod";
import { askOnThisMachine } from "../../preflight/ask";
import { type ClusterApi, type Connection, clusterApi } from "./api";

export interface EksCluster {
  readonly eks: EKS;
  readonly name: string;
  readonly region: string;
  /** For the AWS CLI: credentials above all. */
  readonly variables: NodeJS.ProcessEnv;
}

/** Of the quarter of an hour for which EKS takes a token. */
const TOKEN_MS = 10 * 60_000;

/** The API server of a cluster of EKS, asked as Terraform asks it: with a token of the AWS CLI. Nothing happens before the
 *  first question. */
export function clusterIn(cluster: EksCluster): ClusterApi {
  let kept: { readonly connection: Promise<Connection>; readonly until: number } | undefined;
  return clusterApi(() => {
    if (!kept || kept.until < Date.now())
      kept = { connection: connectionTo(cluster), until: Date.now() + TOKEN_MS };
    return kept.connection;
  });
}

const credential = z.object({ status: z.object({ token: z.string() }) });

async function connectionTo({ eks, name, region, variables }: EksCluster): Promise<Connection> {
  const { cluster: { endpoint = "", certificateAuthority } = {} } = await eks.describeCluster({ name });
  const place = ["--cluster-name", name, "--region", region, "--output", "json"];
  const printed = await askOnThisMachine(variables)("aws", ["eks", "get-token", ...place]);
  return {
    endpoint,
    certificateAuthority: Buffer.from(certificateAuthority?.data ?? "", "base64").toString(),
    token: credential.parse(JSON.parse(printed)).status.token,
  };
}
