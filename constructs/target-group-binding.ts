import type { Manifest } from "./manifests";

export interface TargetGroupBindingProps {
  readonly name: string;
  readonly namespace: string;
  /** Of the Service, and the name of its port. */
  readonly serviceRef: { readonly name: string; readonly port: string };
  readonly targetGroupArn: string;
}

/** Sends the load balancer's requests to the pods behind a Service. Without `networking`: the security group of the pods
 *  admits the load balancer already. */
export function targetGroupBinding({
  name,
  namespace,
  serviceRef,
  targetGroupArn,
}: TargetGroupBindingProps): Manifest & { readonly spec: Readonly<Record<string, unknown>> } {
  return {
    apiVersion: "eks.amazonaws.com/v1",
    kind: "TargetGroupBinding",
    metadata: { name, namespace },
    spec: { serviceRef, targetGroupARN: targetGroupArn, targetType: "ip" },
  };
}
