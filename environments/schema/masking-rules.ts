import type { Environment } from "./index";
import { nodeProblems } from "./langfuse-rules";
import type { Problem } from "./report";
import type { Rule } from "./rules";

/** What the masking gateway needs beside sound fields. */
export const maskingRules: readonly Rule[] = [maximumIsNoMinimum, aNodeHoldsAPod, callbackIsLicensed];

function* maximumIsNoMinimum({ maskingGateway }: Environment): Iterable<Problem> {
  if (maskingGateway.kind === "none") return;
  const { minReplicas, maxReplicas } = maskingGateway;
  if (maxReplicas < minReplicas)
    yield {
      path: ["maskingGateway", "maxReplicas"],
      message: `must be at least minReplicas, which is ${minReplicas}`,
    };
}

function* aNodeHoldsAPod({ maskingGateway, cluster }: Environment): Iterable<Problem> {
  if (maskingGateway.kind !== "none") yield* nodeProblems(["maskingGateway"], maskingGateway, cluster);
}

function* callbackIsLicensed({ maskingGateway, access }: Environment): Iterable<Problem> {
  if (maskingGateway.kind === "none" || access.licenseSecretArn !== undefined) return;
  if (maskingGateway.enterpriseCallback)
    yield {
      path: ["maskingGateway", "enterpriseCallback"],
      message:
        "needs an enterprise license in access.licenseSecretArn, without which Langfuse ignores it and stores what " +
        "came; choose false: what comes through the load balancer is masked before Langfuse either way",
    };
}
