import { langfuse } from "./langfuse";
import { maskingGateway } from "./masking-gateway";
import { type EnvironmentVariable, variables } from "./pod-environment";

/** Folders in the container. */
export const POLICY_FOLDER = "/etc/masking-gateway/policy";
export const KEY_FOLDER = "/etc/masking-gateway/keys";
/** File in each. */
export const POLICY_FILE = "policy.json";
export const KEY_FILE = "user-id-key";

/** Seconds that a pod serves after the signal to stop, in which it already says that it goes. */
const DRAIN_DELAY = 5;
/** Seconds for the requests that are then still there: a body, its masking and Langfuse's answer may take 55. */
const DRAIN_TIMEOUT = 60;

/** How long a pod takes to go, in seconds. The load balancer hears of it while `preStop` lasts; what comes beyond the
 *  drain is for closing. Below the 120 s after which a reclaimed spot node takes its pods. */
export const shutdown = {
  preStopSeconds: 10,
  terminationGraceSeconds: 10 + DRAIN_DELAY + DRAIN_TIMEOUT + 15,
} as const;

export interface MaskingGatewaySettings {
  readonly cpus: number;
  readonly memoryGib: number;
  readonly userIds: "hmac" | "drop" | "keep";
}

const MEBIBYTE = 2 ** 20;

/** The gateway's environment variables; `services/masking-gateway/src/settings/environment.ts` has their meaning. */
export function maskingGatewayEnvironment(settings: MaskingGatewaySettings): EnvironmentVariable[] {
  const { cpus, memoryGib, userIds } = settings;
  const memoryMib = memoryGib * 1024;
  return variables({
    GATEWAY_UPSTREAM_URL: `http://${langfuse.web}.${langfuse.namespace}.svc.cluster.local:${langfuse.webPort}`,
    MASKING_MODE: "enforce",
    GATEWAY_PORT: String(maskingGateway.port),
    GATEWAY_OPERATIONS_PORT: String(maskingGateway.operationsPort),
    GATEWAY_POLICY_FILE: `${POLICY_FOLDER}/${POLICY_FILE}`,
    GATEWAY_USER_ID_ACTION: userIds,
    GATEWAY_USER_ID_KEY_FILE: userIds === "hmac" ? `${KEY_FOLDER}/${KEY_FILE}` : undefined,
    // An eighth: while a body is masked, the process holds about five times as much as it counts.
    GATEWAY_MAX_BUFFERED_BYTES: String((memoryMib / 8) * MEBIBYTE),
    // One CPU is for small bodies, headers and Langfuse's answers. Asked itself, Node.js would count those of the node.
    GATEWAY_WORKERS: String(Math.max(1, Math.round(cpus) - 1)),
    GATEWAY_DRAIN_DELAY_MS: String(DRAIN_DELAY * 1000),
    GATEWAY_DRAIN_TIMEOUT_MS: String(DRAIN_TIMEOUT * 1000),
    // As in the image, for a pod of any size: bodies live outside of the heap.
    NODE_OPTIONS: `--max-old-space-size=${memoryMib * 0.625}`,
  });
}
