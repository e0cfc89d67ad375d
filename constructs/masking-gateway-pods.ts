import { createHash } from "node:crypto";
import { deployment } from "./deployment";
import { cpuAutoscaler, disruptionBudget } from "./deployment-companions";
import { externalSecret } from "./external-secret";
import type { Manifest } from "./manifests";
import { maskingGateway } from "./masking-gateway";
import {
  KEY_FILE,
  KEY_FOLDER,
  type MaskingGatewaySettings,
  maskingGatewayEnvironment,
  POLICY_FILE,
  POLICY_FOLDER,
  shutdown,
} from "./masking-gateway-settings";
import { priorityClasses } from "./priority-class";

export interface MaskingGatewayPodsProps extends MaskingGatewaySettings {
  /** With its digest. */
  readonly image: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** As the gateway reads it; `services/masking-gateway/src/settings/policy-file.ts` is its schema. */
  readonly policy: Readonly<Record<string, unknown>>;
}

const { name, namespace, labels, port, operationsPort, healthPath, readyPath } = maskingGateway;

/** Kubernetes Secret with the key of users' ids. */
const KEY_SECRET = "masking-gateway-keys";

/** `http` is for callers, `operations` for the cluster. */
export const maskingGatewayPorts = [
  { name: "http", containerPort: port },
  { name: "operations", containerPort: operationsPort },
] as const;

/** The key of users' ids, where there is one: it stays for as long as the Secret lives, because another one would make
 *  new users of all. */
export function maskingGatewaySecrets(userIdKeyArn: string): Manifest[] {
  return [
    externalSecret({
      name: KEY_SECRET,
      namespace,
      data: { [KEY_FILE]: { secretArn: userIdKeyArn } },
      immutable: true,
    }),
  ];
}

/** The gateway's pods with their policy, how many there are, and how many may go at once.
 *  Cost: its share of the nodes, about 37 USD a month for each CPU that pods reserve on demand (runbooks/cost.md). */
export function maskingGatewayPods(props: MaskingGatewayPodsProps): Manifest[] {
  const { minReplicas, maxReplicas, userIds } = props;
  const policy = policyConfigMap(props.policy);
  return [
    policy,
    deployment({
      ...props,
      name,
      namespace,
      labels,
      scale: "autoscaled",
      // Distroless' own.
      user: 65532,
      env: maskingGatewayEnvironment(props),
      ports: maskingGatewayPorts,
      files: [
        { folder: POLICY_FOLDER, source: { configMap: { name: policy.metadata.name } } },
        ...(userIds === "hmac"
          ? [
              {
                folder: KEY_FOLDER,
                source: { secret: { secretName: KEY_SECRET, defaultMode: 288 } },
              } as const,
            ]
          : []),
      ],
      probes: { port: operationsPort, livenessPath: healthPath, readinessPath: readyPath },
      priorityClassName: priorityClasses.langfuse,
      ...shutdown,
    }),
    disruptionBudget(maskingGateway),
    // Masking is all that it does, so that CPU says all; a third of it is left for a lost zone.
    cpuAutoscaler(maskingGateway, { minReplicas, maxReplicas, targetUtilization: 60 }),
  ];
}

/** Its name holds the hash of what it holds: the gateway reads its policy once, when it starts, and another policy is
 *  another pod. */
function policyConfigMap(policy: MaskingGatewayPodsProps["policy"]): Manifest & { readonly data: object } {
  const text = JSON.stringify(policy);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: `masking-policy-${hash}`, namespace },
    data: { [POLICY_FILE]: text },
  };
}
