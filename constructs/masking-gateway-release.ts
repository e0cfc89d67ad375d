import { Construct } from "constructs";
import { clusterService } from "./deployment-companions";
import { type Manifest, Manifests } from "./manifests";
import { maskingGateway } from "./masking-gateway";
import {
  type MaskingGatewayPodsProps,
  maskingGatewayPods,
  maskingGatewayPorts,
  maskingGatewaySecrets,
} from "./masking-gateway-pods";
import { serviceAccount } from "./service-account";
import { targetGroupBinding } from "./target-group-binding";

export interface MaskingGatewayReleaseProps extends MaskingGatewayPodsProps {
  /** The load balancer's group for its pods. */
  readonly targetGroupArn: string;
  /** Secret with the key that hashes users' ids. */
  readonly userIdKeyArn: string;
}

/** The masking gateway in the cluster. What tells the load balancer of its pods is there before the first of them, so
 *  that each is ready only once its target is. Its pods need nothing of Langfuse to be ready: while Langfuse is away they
 *  answer that it is. */
export class MaskingGatewayRelease extends Construct {
  constructor(scope: Construct, id: string, props: MaskingGatewayReleaseProps) {
    super(scope, id);
    const { namespace, name } = maskingGateway;
    const foundation = new Manifests(this, "masking-gateway-foundation", {
      namespace,
      manifests: foundationOf(props),
    });
    new Manifests(this, name, {
      namespace,
      manifests: maskingGatewayPods(props),
      after: [foundation.release],
      // New nodes, an image, and one pod after the other until the load balancer has found it healthy.
      timeout: 900,
    });
  }
}

function foundationOf({ userIds, userIdKeyArn, targetGroupArn }: MaskingGatewayReleaseProps): Manifest[] {
  const { namespace, name } = maskingGateway;
  return [
    serviceAccount({ name, namespace }),
    ...(userIds === "hmac" ? maskingGatewaySecrets(userIdKeyArn) : []),
    clusterService(maskingGateway, maskingGatewayPorts),
    targetGroupBinding({ name, namespace, serviceRef: { name, port: "http" }, targetGroupArn }),
  ];
}
