import type { RenderedRelease } from "./assertion";

/** A problem that we accept, and why. */
export interface Waiver {
  /** Name of the assertion. */
  readonly assertion: string;
  /** Name of the release. */
  readonly release: string;
  /** Which of the assertion's problems. */
  readonly problem: RegExp;
  readonly reason: string;
}

/** Every problem that we accept. One that no longer occurs fails the test, so that the list stays true. */
export const waivers: readonly Waiver[] = [
  {
    assertion: "every pod meets the restricted pod security standard",
    release: "altinity-clickhouse-operator",
    problem: /^Job altinity-clickhouse-operator-crd-install: container crd-install lacks /,
    reason:
      "the chart has no key for the security of its job, which runs for seconds; its namespace enforces baseline",
  },
  {
    assertion: "no object holds a secret value",
    release: "kube-prometheus-stack",
    problem: /^ConfigMap kube-prometheus-stack-crds-upgrade: binaryData\.crds\.bz2 /,
    reason: "the CRDs, packed for the job that updates them",
  },
  {
    assertion: "no object holds a secret value",
    release: "kube-prometheus-stack",
    problem: /^Secret alertmanager-kube-prometheus-stack-alertmanager: .*(alertmanager\.yaml|messages\.tmpl)/,
    reason:
      "Alertmanager's configuration: the operator reads it from a Secret only, and it names files in place of secrets, " +
      "which test/constructs/alert-routing.test.ts holds it to",
  },
  {
    assertion: "every Secret that something needs is synced with that key into the same namespace",
    release: "keda",
    problem: /the Secret 'kedaorg-certs'/,
    reason: "KEDA's operator makes its own certificates and writes this Secret when it starts",
  },
];

/** The problems that nobody accepted, and the waivers that were used on the others. */
export function waive(
  problems: readonly string[],
  context: {
    readonly assertion: string;
    readonly release: RenderedRelease;
    readonly waivers: readonly Waiver[];
  },
): { readonly open: string[]; readonly used: Waiver[] } {
  const own = context.waivers.filter(
    ({ assertion, release }) => assertion === context.assertion && release === context.release.name,
  );
  return {
    open: problems.filter((problem) => !own.some((waiver) => waiver.problem.test(problem))),
    used: own.filter((waiver) => problems.some((problem) => waiver.problem.test(problem))),
  };
}
