import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Account } from "./account";
import { receiverPermissions } from "./alert-receivers";
import type { AlertmanagerProps } from "./alertmanager";
import type { ClusterHandle } from "./cluster";
import { observability } from "./observability";
import { PodIdentity } from "./workload-identity";

export interface AlertmanagerIdentityProps extends Pick<AlertmanagerProps, "receivers"> {
  readonly account: Account;
  readonly cluster: ClusterHandle;
  readonly roleName: string;
}

/** Alertmanager's role in AWS, where it needs one: only topics ask who sends to them.
 *  @returns what its pods must wait for */
export function alertmanagerIdentity(
  scope: Construct,
  { receivers, roleName, ...props }: AlertmanagerIdentityProps,
): ITerraformDependable[] {
  const permissions = receiverPermissions(receivers);
  if (permissions.length === 0) return [];
  const { association } = new PodIdentity(scope, "alertmanager", {
    ...props,
    name: roleName,
    namespace: observability.namespace,
    serviceAccount: observability.alertmanager.serviceAccount,
    permissions,
  });
  return [association];
}
