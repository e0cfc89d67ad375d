/** One row of the table that a security review goes by. */
export interface Row {
  /** For example `V1`; stable. */
  readonly id: string;
  /** `block`: nothing lands that contradicts it. `warn`: the same, but an environment may be run without. */
  readonly severity: "block" | "warn";
  /** What holds. */
  readonly title: string;
  /** The same demand elsewhere, beside what its rules name: checkov `CKV_`, Trivy `AVD-` and `KSV-`, cdk-nag `Nag`, CIS
   *  benchmark for EKS `CIS`, Security Hub `FSBP`, EKS best practices `BP`. */
  readonly upstream: readonly string[];
  /** Names of assertions over what charts render (`test/chart/assertions`).
   * @default - none is about it */
  readonly assertions?: readonly string[];
  /** Other tests that hold it, by their file.
   * @default - none does */
  readonly tests?: readonly string[];
  /** Why nothing needs to hold here, or why a part of the row does not.
   * @default - everything applies */
  readonly notApplicable?: string;
}
