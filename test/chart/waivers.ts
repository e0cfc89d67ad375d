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
  /** Who looks again. */
  readonly owner: string;
  /** When somebody looks again, as `YYYY-MM-DD`; from that day on it accepts nothing. */
  readonly until: string;
}

/** Every problem that we accept. One that no longer occurs fails the test, so that the list stays true. */
export const waivers: readonly Waiver[] = [
  {
    assertion: "every pod meets the restricted pod security standard",
    release: "altinity-clickhouse-operator",
    problem: /^Job altinity-clickhouse-operator-crd-install: container crd-install lacks /,
    reason:
      "the chart has no key for the security of its job, which runs for seconds; its namespace enforces baseline",
    owner: "platform",
    until: "2027-06-01",
  },
  {
    assertion: "no object holds a secret value",
    release: "kube-prometheus-stack",
    problem: /^ConfigMap kube-prometheus-stack-crds-upgrade: binaryData\.crds\.bz2 /,
    reason: "the CRDs, packed for the job that updates them",
    owner: "platform",
    until: "2027-06-01",
  },
  {
    assertion: "no object holds a secret value",
    release: "kube-prometheus-stack",
    problem: /^Secret alertmanager-kube-prometheus-stack-alertmanager: .*(alertmanager\.yaml|messages\.tmpl)/,
    reason:
      "Alertmanager's configuration: the operator reads it from a Secret only, and it names files in place of secrets, " +
      "which test/constructs/alert-routing.test.ts holds it to",
    owner: "platform",
    until: "2027-06-01",
  },
  {
    assertion: "every Secret that something needs is synced with that key into the same namespace",
    release: "keda",
    problem: /the Secret 'kedaorg-certs'/,
    reason: "KEDA's operator makes its own certificates and writes this Secret when it starts",
    owner: "platform",
    until: "2027-06-01",
  },
  {
    assertion: "every container's root file system is read-only",
    release: "langfuse",
    problem: /^Deployment langfuse-(web|worker): /,
    reason: "Next and Prisma write caches beside their code (charts-values/langfuse.yaml)",
    owner: "platform",
    until: "2027-06-01",
  },
  {
    assertion: "every container's root file system is read-only",
    release: "langfuse-migration",
    problem: /^Job langfuse-migration: container migrate /,
    reason: "Prisma writes its engine's cache beside its code (constructs/langfuse-migration.ts)",
    owner: "platform",
    until: "2027-06-01",
  },
  {
    assertion: "every container's root file system is read-only",
    release: "clickhouse",
    problem: /^ClickHouse(Keeper)?Installation langfuse: /,
    reason:
      "the images' start scripts write users and configuration beside what they ship (constructs/clickhouse-pod.ts)",
    owner: "platform",
    until: "2027-06-01",
  },
  {
    assertion: "every container's root file system is read-only",
    release: "altinity-clickhouse-operator",
    problem: /^Job altinity-clickhouse-operator-crd-install: container crd-install /,
    reason: "the chart has no key for the security of its job, which runs for seconds",
    owner: "platform",
    until: "2027-06-01",
  },
  {
    assertion: "every container's root file system is read-only",
    release: "kube-prometheus-stack",
    problem: /^Deployment kube-prometheus-stack-grafana: container grafana/,
    reason:
      "Grafana and its side-cars write below their home folders at every start; nobody stores anything in it",
    owner: "platform",
    until: "2027-06-01",
  },
];

/** The problems that nobody accepted, and the waivers that were used on the others. */
export function waive(
  problems: readonly string[],
  context: {
    readonly assertion: string;
    readonly release: RenderedRelease;
    readonly waivers: readonly Waiver[];
    /** As `YYYY-MM-DD`. */
    readonly today: string;
  },
): { readonly open: string[]; readonly used: Waiver[] } {
  const own = context.waivers.filter(
    ({ assertion, release, until }) =>
      assertion === context.assertion && release === context.release.name && until > context.today,
  );
  return {
    open: problems.filter((problem) => !own.some((waiver) => waiver.problem.test(problem))),
    used: own.filter((waiver) => problems.some((problem) => waiver.problem.test(problem))),
  };
}
