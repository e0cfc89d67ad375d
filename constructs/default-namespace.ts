import { Labels } from "@cdktf/provider-kubernetes/lib/labels";
import type { Construct } from "constructs";
import { podSecurity } from "./namespaces";

/** Kubernetes' own namespace `default`, in which nothing of ours is: whoever forgets to name another one starts no pod there
 *  that is root or has something of the node. Helm takes no object that it has not made, so the provider of Kubernetes
 *  labels it; that needs no kind at plan time. */
export function defaultNamespace(scope: Construct, id: string): Labels {
  return new Labels(scope, id, {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "default" },
    labels: podSecurity("restricted"),
  });
}
