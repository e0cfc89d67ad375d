import type { Manifest } from "./manifests";

/** `external-secrets.io/v1`, as far as we set it.
 *  https://external-secrets.io/v2.9.0/api/externalsecret (2026-11) */
export interface ExternalSecret extends Manifest {
  readonly apiVersion: "external-secrets.io/v1";
  readonly kind: "ExternalSecret";
  readonly spec: {
    readonly secretStoreRef: { readonly kind: "ClusterSecretStore"; readonly name: string };
    readonly refreshInterval: string;
    readonly target: {
      readonly name: string;
      readonly creationPolicy: "Owner";
      readonly deletionPolicy: "Retain";
      readonly immutable: boolean;
      readonly template: {
        readonly engineVersion: "v2";
        readonly mergePolicy: "Merge";
        readonly data: Readonly<Record<string, string>>;
      };
    };
    readonly data: readonly {
      readonly secretKey: string;
      readonly remoteRef: { readonly key: string; readonly property?: string };
    }[];
  };
}

export interface ExternalSecretProps {
  /** Of the ExternalSecret and of the Secret that it becomes. */
  readonly name: string;
  readonly namespace: string;
  /** Keys of the Secret, and where their values are. */
  readonly data: Readonly<Record<string, SecretValue>>;
  /** Further keys, in External Secrets' template language: a name that is no secret, or an address around a password as
   *  `{{ .password }}`.
   * @default - none */
  readonly template?: Readonly<Record<string, string>>;
  /** Keep the first value for as long as the Secret lives, and report another one as an error: for keys that nothing can
   *  re-encrypt.
   * @default false */
  readonly immutable?: boolean;
}

/** A value in Secrets Manager. */
export interface SecretValue {
  readonly secretArn: string;
  /** Field of a secret that holds JSON.
   * @default - the whole secret */
  readonly property?: string;
}

/** The only store; see `constructs/secret-store.ts`. */
export const CLUSTER_SECRET_STORE = "aws";

/** A Secret whose values External Secrets copies from Secrets Manager within an hour of a change. Pods that read it as
 *  environment variables see a change when they restart. The Secret goes with this object, and stays when its original
 *  goes.
 *  Cost: 0.004 USD a month for each key (aws.amazon.com/secrets-manager/pricing, 2026-11). */
export function externalSecret(props: ExternalSecretProps): ExternalSecret {
  const { name, namespace, data, template = {}, immutable = false } = props;
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name, namespace },
    spec: {
      secretStoreRef: { kind: "ClusterSecretStore", name: CLUSTER_SECRET_STORE },
      refreshInterval: "1h",
      target: {
        name,
        creationPolicy: "Owner",
        deletionPolicy: "Retain",
        immutable,
        template: { engineVersion: "v2", mergePolicy: "Merge", data: template },
      },
      data: Object.entries(data).map(([secretKey, { secretArn, property }]) => ({
        secretKey,
        remoteRef: { key: secretArn, property },
      })),
    },
  };
}
