import { type Assertion, everyRelease } from "../assertion";
import { nameOf, ofKind } from "../kubernetes";

/** One load balancer, in the network stack, behind the firewall and the allow-lists. */
export const noOwnExposure: Assertion = {
  name: "no chart opens a way into the cluster of its own",
  concerns: everyRelease,
  problems: ({ objects }) => [
    ...objects.filter(({ kind }) => ["Gateway", "HTTPRoute", "Ingress"].includes(kind)).map(nameOf),
    ...ofKind(objects, "Service")
      .filter(({ spec }) => spec?.type === "LoadBalancer" || spec?.type === "NodePort" || spec?.externalIPs)
      .map(({ metadata, spec }) => `Service ${metadata?.name} is a ${spec?.type}; use ClusterIP`),
  ],
};
