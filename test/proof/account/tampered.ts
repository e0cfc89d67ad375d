import type { TerraformJson } from "../../support/terraform-json";
import { Graph } from "./graph";

/** Resources by type and name. */
export type Resources = NonNullable<TerraformJson["resource"]>;

/** The platform after somebody changed the resources of one stack.
 *  @param stack without the environment, for example `data` */
export function tampered(graph: Graph, stack: string, change: (resources: Resources) => void): Graph {
  const { environment, stacks } = graph;
  return new Graph(
    environment,
    stacks.map(({ name, json }) => {
      if (name !== `${environment.name}-${stack}`) return { name, json };
      const copy = structuredClone(json);
      change(copy.resource ?? {});
      return { name, json: copy };
    }),
  );
}
