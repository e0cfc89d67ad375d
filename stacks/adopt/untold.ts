import { isBlock } from "./json";
import type { Wanted } from "./plan";
import { type State, withChanged } from "./states";

/** Attributes that AWS does not tell, by the type of what has them. An import guesses, and with the guess the next plan would
 *  make the thing anew; ten minutes of making a cluster are a likely place to be cut off. */
export const UNTOLD: Readonly<Record<string, string>> = {
  // Whoever imports one is said to be its administrator, whatever it was made with:
  // https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/eks/cluster.go
  aws_eks_cluster: "access_config",
};

/** A state in which something that was imported has what was planned, where AWS does not tell what it has. */
export function withUntold<Whole extends State>(state: Whole, { address, type, planned }: Wanted): Whole {
  const name = UNTOLD[type] ?? "";
  const meant = isBlock(planned) ? { [name]: planned[name] } : {};
  return withChanged(state, [address], (instance) => ({
    ...instance,
    attributes: { ...instance.attributes, ...meant },
  }));
}
