import { ofType, type TerraformJson } from "./terraform-json";

/** A Kubernetes object as far as the tests read it. */
export interface ReleasedManifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** Every Kubernetes object that the releases of a stack hold, apart from what upstream charts bring. */
export function manifestsOf(json: Pick<TerraformJson, "resource">): ReleasedManifest[] {
  return ofType(json, "helm_release")
    .filter(({ arguments: { chart } }) => String(chart).startsWith("./"))
    .flatMap(({ arguments: { values } }) =>
      [values].flat().flatMap((text) => JSON.parse(String(text)).manifests ?? []),
    );
}
