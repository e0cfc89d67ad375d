import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AlertReceiver, receiverSecrets, receiversSecret } from "./alert-receivers";
import { type AlertmanagerConfig, alertmanagerConfig } from "./alert-routing";
import { type ExternalSecret, externalSecret } from "./external-secret";
import { namespaces } from "./namespaces";

export interface AlertmanagerProps {
  /** What stands before every message, for example `langfuse-prod`. */
  readonly origin: string;
  readonly receivers: readonly AlertReceiver[];
  /** @default - nobody outside notices when alerts stop */
  readonly deadMansSwitch?: { readonly urlSecretArn: string };
}

/** Under `alertmanager`, in the chart's words. */
export interface AlertmanagerValues {
  readonly config: AlertmanagerConfig;
  /** Beside the configuration, in the same folder. */
  readonly templateFiles: Readonly<Record<string, string>>;
  /** Secrets that pods mount. */
  readonly alertmanagerSpec: { readonly secrets: readonly string[] };
}

/** Read once: every environment sends the same messages. */
const messages = readFileSync(join(__dirname, "..", "charts-values", "alert-messages.tmpl"), "utf8");

/** Alertmanager's part of the values of kube-prometheus-stack. The configuration is a plain value, and not a Secret that
 *  External Secrets composes, because it holds no secret: a plan shows who is told of what, and a test can read it. */
export function alertmanagerValues(props: AlertmanagerProps): AlertmanagerValues {
  const { origin, receivers, deadMansSwitch } = props;
  const secrets = receiverSecrets(receivers, deadMansSwitch?.urlSecretArn);
  return {
    config: alertmanagerConfig({ origin, receivers, deadMansSwitch: deadMansSwitch !== undefined }),
    templateFiles: { "messages.tmpl": messages },
    // Mounted as files. Without an entry the Secret does not exist, and a pod that mounts it would wait for ever.
    alertmanagerSpec: { secrets: Object.keys(secrets).length > 0 ? [receiversSecret] : [] },
  };
}

/** The Secret that Alertmanager mounts, where it needs one. */
export function alertmanagerSecrets({ receivers, deadMansSwitch }: AlertmanagerProps): ExternalSecret[] {
  const data = receiverSecrets(receivers, deadMansSwitch?.urlSecretArn);
  if (Object.keys(data).length === 0) return [];
  return [externalSecret({ name: receiversSecret, namespace: namespaces.observability, data })];
}
