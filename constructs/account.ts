/** Where an environment lives; plain values, so that ARNs can be composed without waiting for a resource. */
export interface Account {
  readonly accountId: string;
  readonly region: string;
}
