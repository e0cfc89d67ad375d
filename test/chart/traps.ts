import { type Assertion, everyRelease, isLangfuse } from "./assertion";
import { boundedLogs } from "./assertions/clickhouse/logs";
import { pinnedImages } from "./assertions/images";
import { oneMigrator } from "./assertions/langfuse/migration";
import { passwordsForUrls } from "./assertions/langfuse/passwords";
import { graceToStop } from "./assertions/langfuse/shutdown";
import { appliedPolicy, openToFirstLogin } from "./assertions/langfuse/sign-in";
import { bucketAddress, cacheAddress, columnStoreNames, databaseAddress } from "./assertions/langfuse/stores";
import { decidedTelemetry, openMetricsPort } from "./assertions/langfuse/telemetry";
import { numericUser } from "./assertions/langfuse/user";
import { filledVariables, readVariables } from "./assertions/langfuse/variables";
import { oneWriteMode } from "./assertions/langfuse/write-mode";
import { noPlainSecrets } from "./assertions/plain-secrets";
import { realQueues } from "./assertions/queues";
import type { HelmRelease } from "./releases";
import { type ReleaseResult, renders } from "./suite";

/** A way in which the Langfuse chart, or an example on the web, misleads; and the assertion that would notice. */
export interface Trap {
  readonly trap: string;
  readonly assertion: Pick<Assertion, "name">;
  /** Whose results tell.
   * @default - those of the Langfuse chart */
  readonly of?: (release: HelmRelease) => boolean;
}

/** In the chart 2.0.0, the application 4.16.0 and their documentation, read in August 2026. */
export const traps: readonly Trap[] = [
  { trap: "the chart's postgresql.port does nothing", assertion: databaseAddress },
  { trap: "nothing encodes passwords for the URLs that they stand in", assertion: passwordsForUrls },
  {
    trap: "region 'auto' and path style are the defaults, and false is empty per bucket",
    assertion: bucketAddress,
  },
  { trap: "the chart's limits for media are under names that nobody reads", assertion: readVariables },
  {
    trap: "the chart's switch for experimental features is under a name that nobody reads",
    assertion: readVariables,
  },
  { trap: "the chart's example gives Okta a domain; only the issuer is read", assertion: readVariables },
  { trap: "the chart has no key for the domains that must use SSO", assertion: appliedPolicy },
  {
    trap: "the chart misspells auth0 and refuses four providers of the application",
    assertion: readVariables,
  },
  { trap: "a Boolean false renders a variable without a value", assertion: filledVariables },
  { trap: "closing sign-up also refuses the first login by SSO", assertion: openToFirstLogin },
  { trap: "the documented metric for a queue's length is gone", assertion: realQueues, of: everyRelease },
  {
    trap: "queue keys have the prefix 'bull', and another form in cluster mode",
    assertion: realQueues,
    of: everyRelease,
  },
  { trap: "no program listens for Prometheus unless told to", assertion: openMetricsPort },
  { trap: "metrics and traces are pushed to localhost by default", assertion: decidedTelemetry },
  { trap: "the chart has no key for the time to stop", assertion: graceToStop },
  { trap: "every web pod migrates at its start, without a common lock", assertion: oneMigrator },
  {
    trap: "variables that the chart sets itself are refused as additional ones",
    assertion: { name: renders },
  },
  { trap: "passwords given as values stand in the Deployment", assertion: noPlainSecrets },
  { trap: "the chart's postgresql.auth.args does nothing", assertion: databaseAddress },
  { trap: "in cluster mode nobody says which user logs in to the cache", assertion: cacheAddress },
  { trap: "migrations name database and cluster 'default'", assertion: columnStoreNames },
  { trap: "an operator's default log fills the data volume", assertion: boundedLogs, of: everyRelease },
  { trap: "the images name their user, and the kubelet wants a number", assertion: numericUser },
  { trap: "the chart asks a counting registry at every start", assertion: pinnedImages },
  { trap: "events_only refuses old clients, and the worker refuses some modes", assertion: oneWriteMode },
];

/** What became of one trap. */
export interface TrapResult {
  readonly line: string;
  readonly outcome: "avoided" | "not avoided" | "not looked at";
}

/** Every trap with what the run says of it. */
export function trapResults(results: readonly ReleaseResult[]): TrapResult[] {
  return traps.map(({ trap, assertion, of = isLangfuse }, index) => {
    const own = results
      .filter(({ release }) => of(release))
      .flatMap(({ outcome }) => (outcome.kind === "checked" ? outcome.results : []))
      .filter(({ name }) => name === assertion.name);
    const failed = own.some(({ problems }) => problems.length > 0);
    const outcome = failed ? "not avoided" : own.length > 0 ? "avoided" : "not looked at";
    return { line: `trap ${index + 1}, ${outcome}: ${trap} (${assertion.name})`, outcome };
  });
}
