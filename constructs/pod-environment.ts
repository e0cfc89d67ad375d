import type { ExternalSecretProps } from "./external-secret";

/** One environment variable of a container, in Kubernetes' words. */
export type EnvironmentVariable =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly valueFrom: { readonly secretKeyRef: SecretKeyRef } };

/** One whose value is a field of the pod itself. */
export interface PodVariable {
  readonly name: string;
  readonly valueFrom: { readonly fieldRef: { readonly fieldPath: string } };
}

/** A value in a Kubernetes Secret of the pod's own namespace. */
export interface SecretKeyRef {
  readonly name: string;
  readonly key: string;
}

/** What one subject adds to the web pods alone (`langfuse.web.pod.additionalEnv`): nobody signs in at a worker, so no
 *  worker holds such a secret. */
export interface WebSettings {
  readonly environment: readonly EnvironmentVariable[];
  /** The Secret to which the variables refer; without data it need not exist. */
  readonly secret: Pick<ExternalSecretProps, "name" | "data">;
}

/** Variables with a plain value; those without one are left out, and the app then takes its default. */
export function variables(values: Readonly<Record<string, string | undefined>>): EnvironmentVariable[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

/** A variable whose value is a field of the pod itself, for example `metadata.name`. */
export function podVariable(name: string, fieldPath: string): PodVariable {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

/** A variable whose value stands in a Kubernetes Secret. */
export function secretVariable(name: string, secretKeyRef: SecretKeyRef): EnvironmentVariable {
  return { name, valueFrom: { secretKeyRef } };
}
