import { deployment } from "./deployment";
import { externalSecret } from "./external-secret";
import type { Manifest } from "./manifests";
import { observability } from "./observability";
import { secretVariable, variables } from "./pod-environment";
import { priorityClasses } from "./priority-class";
import { serviceAccount } from "./service-account";

export interface CanaryProps {
  /** With its digest. */
  readonly image: string;
  /** Langfuse's address as applications know it, without a slash at its end. */
  readonly url: string;
  /** Public half of the key of the project that it writes to. */
  readonly publicKey: string;
  /** Secret with the other half. */
  readonly secretKeyArn: string;
  /** Whether the masking gateway stands before `url`, and is proven as well. */
  readonly behindGateway: boolean;
}

const { canary, namespace } = observability;

/** The canary, and what it needs. One pod, stopped before the next one starts, because two would double what they count.
 *  Cost: less than a dollar a month of a node, and about 4,300 observations a day, which it deletes after one. */
export function canaryManifests(props: CanaryProps): Manifest[] {
  const { name, labels, port } = canary;
  const { publicKey } = props;
  return [
    serviceAccount({ name, namespace }),
    // The other half is replaced together with this one, so that no pod mixes them.
    externalSecret({ name, namespace, data: { [publicKey]: { secretArn: props.secretKeyArn } } }),
    deployment({
      name,
      namespace,
      labels,
      scale: "single",
      image: props.image,
      // Distroless' own.
      user: 65532,
      cpus: 0.05,
      memoryGib: 0.25,
      env: [...settings(props), secretVariable("LANGFUSE_SECRET_KEY", { name, key: publicKey })],
      ports: [{ name: "http", containerPort: port }],
      files: [],
      probes: { port, livenessPath: "/health", readinessPath: "/health" },
      priorityClassName: priorityClasses.observability,
      // Nobody calls it.
      preStopSeconds: 0,
      terminationGraceSeconds: 30,
    }),
  ];
}

/** `services/reference-service/README.md` has their meaning. */
function settings({ url, publicKey, behindGateway }: CanaryProps) {
  return variables({
    CANARY: "true",
    APP_PORT: String(canary.port),
    LANGFUSE_BASE_URL: url,
    LANGFUSE_PUBLIC_KEY: publicKey,
    CANARY_GATEWAY: String(behindGateway),
  });
}
