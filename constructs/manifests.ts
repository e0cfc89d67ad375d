import { join } from "node:path";
import { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, type ITerraformDependable, TerraformAsset, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { wiringValues } from "./helm-values";

/** A Kubernetes object; its builder knows the other fields. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

export interface ManifestsProps {
  /** Where Helm keeps the record of the release, and the default of objects that name no namespace. */
  readonly namespace: string;
  readonly manifests: readonly Manifest[];
  /** What must be in the cluster first, such as the kinds of custom resources.
   * @default - nothing */
  readonly after?: readonly ITerraformDependable[];
  /** Seconds until a release that is not ready is rolled back; more than the deadline of a Job among its hooks.
   * @default 300 */
  readonly timeout?: number;
}

const ASSET = "manifests-chart";
const CHART = join(__dirname, "..", "charts-values", "manifests");

/** Kubernetes objects as one Helm release named like the construct. `kubernetes_manifest` would need their kinds to exist
 *  at plan time; Helm needs them when it applies. Braces and dollar signs reach the cluster as they are. */
export class Manifests extends Construct {
  readonly release: ITerraformDependable;

  constructor(
    scope: Construct,
    id: string,
    { namespace, manifests, after = [], timeout = 300 }: ManifestsProps,
  ) {
    super(scope, id);
    const chart = chartOf(TerraformStack.of(this));
    this.release = new Release(this, "release", {
      name: id,
      namespace,
      // Without the dot Helm would look for a repository when the folder is missing.
      chart: `./${chart.path}`,
      values: [wiringValues({ manifests })],
      // An object that AWS made before us is adopted, not refused.
      takeOwnership: true,
      atomic: true,
      wait: true,
      timeout,
      maxHistory: 5,
      dependsOn: [...after],
    });
  }
}

/** The chart, once for all releases of a stack: copied beside it, under a path that holds the hash of its content, so that
 *  a changed template is a changed plan. */
function chartOf(stack: TerraformStack): TerraformAsset {
  const asset = stack.node.tryFindChild(ASSET);
  if (asset instanceof TerraformAsset) return asset;
  return new TerraformAsset(stack, ASSET, { path: CHART, type: AssetType.DIRECTORY });
}
