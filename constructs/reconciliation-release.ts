import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { ClusterHandle } from "./cluster";
import { langfuse } from "./langfuse";
import { Manifests } from "./manifests";
import {
  RECONCILIATION,
  type ReconciliationProps,
  reconciliation,
  reconciliationPermissions,
} from "./reconciliation";
import { PodIdentity } from "./workload-identity";

export interface ReconciliationReleaseProps extends ReconciliationProps {
  readonly cluster: ClusterHandle;
  /** Of its role in AWS. */
  readonly roleName: string;
  readonly after: readonly ITerraformDependable[];
}

/** The job that counts events against rows, with who it is in AWS. */
export function releaseReconciliation(scope: Construct, props: ReconciliationReleaseProps): void {
  const { namespace } = langfuse;
  const { association } = new PodIdentity(scope, "reconcile-identity", {
    account: props.account,
    name: props.roleName,
    cluster: props.cluster,
    namespace,
    serviceAccount: RECONCILIATION,
    permissions: reconciliationPermissions(props.account, props.blobs),
  });
  new Manifests(scope, RECONCILIATION, {
    namespace,
    manifests: reconciliation(props),
    after: [...props.after, association],
  });
}
