import { createHash } from "node:crypto";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { CacheEndpoint } from "./cache";
import { Chart } from "./chart";
import { externalSecret } from "./external-secret";
import { type Manifest, Manifests } from "./manifests";
import { observability } from "./observability";
import { queueScript } from "./queue-script";
import { queueNames } from "./queues";
import { serviceAccount } from "./service-account";

export interface ValkeyExporterProps {
  readonly cache: CacheEndpoint;
  /** Of the password; a new one restarts the exporter. */
  readonly passwordGeneration: number;
  readonly after: readonly ITerraformDependable[];
}

interface ConfigMap extends Manifest {
  readonly data: Readonly<Record<string, string>>;
}

/** Of the chart's values, beside the script. */
const SCRIPT_KEY = "queues.lua";

/** Brings Valkey's figures, and those of the queues in it, to Prometheus. It logs in as Langfuse does; its one script runs
 *  by EVAL_RO, which the server holds to reading. */
export class ValkeyExporter extends Construct {
  constructor(scope: Construct, id: string, { cache, passwordGeneration, after }: ValkeyExporterProps) {
    super(scope, id);
    const { namespace, valkey } = observability;
    const script = queueScriptConfigMap();
    // As Langfuse's: until the new value has been copied, a pod that asks for it waits.
    const key = `password-${passwordGeneration}`;
    const foundation = new Manifests(this, "valkey-exporter-foundation", {
      namespace,
      manifests: [
        serviceAccount({ name: valkey.name, namespace }),
        externalSecret({
          name: valkey.name,
          namespace,
          data: { [key]: { secretArn: cache.passwordSecretArn } },
        }),
        script,
      ],
      after,
    });
    new Chart(this, "prometheus-redis-exporter", {
      namespace,
      name: valkey.name,
      wiring: {
        redisAddress: `rediss://${cache.host}:${cache.port}`,
        auth: { enabled: true, redisUser: cache.username, secret: { name: valkey.name, key } },
        script: { configmap: script.metadata.name, keyname: SCRIPT_KEY },
      },
      after: [foundation.release],
    });
  }
}

/** Its name holds the hash of what it holds: the exporter reads the script once, when it starts. */
function queueScriptConfigMap(): ConfigMap {
  const script = queueScript(queueNames);
  const hash = createHash("sha256").update(script).digest("hex").slice(0, 8);
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: `queue-script-${hash}`, namespace: observability.namespace },
    data: { [SCRIPT_KEY]: script },
  };
}
