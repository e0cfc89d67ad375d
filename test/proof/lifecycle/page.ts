import { FAILOVER, type Timings, WEB_DRAIN } from "./timings";

/** What a newcomer reads about drains, rollouts and failovers, with the numbers that are synthesized. */
export function lifecyclePage(timings: Timings): string {
  return [
    ...INTRODUCTION,
    ...web(timings),
    ...worker(timings),
    ...gateway(timings),
    ...drain(timings),
    ...failovers(timings),
    ...PROOF,
  ].join("\n");
}

const INTRODUCTION = [
  "# When pods go and stores fail over",
  "",
  "What happens, in which order, for how many seconds, and where a graceful end ends. Numbers are those of `prod`: made by",
  "`npm run proofs` from `test/proof/lifecycle`, which reads them in what is synthesized. Change them there.",
  "",
];

function web({ preStop, grace, deregistrationDelays, healthInterval, healthyThreshold, ...rest }: Timings) {
  const delay = Math.max(...deregistrationDelays);
  return [
    "## A pod of web goes",
    "",
    "A rollout, a drain and the autoscaler end a pod in the same way.",
    "",
    "| Second | What happens |",
    "|---|---|",
    `| 0 | Kubernetes takes the pod out of its Service. The load balancer sends it nothing new, and waits up to ${delay} s for answers. |`,
    `| 0 to ${preStop} | \`preStop\`: the pod knows nothing of it and serves, while load balancer and nodes hear of it. |`,
    `| ${preStop} | SIGTERM. \`/api/public/ready\` answers 500, everything else is served as before. |`,
    `| ${preStop + WEB_DRAIN} | Langfuse closes its stores and ends, ${WEB_DRAIN} s after the signal, whether there was anything to do or not. |`,
    `| ${grace} | What is still there is killed. |`,
    "",
    `Idle connections are closed by the load balancer after ${Math.max(...rest.idle)} s, never by web, which keeps them for ${rest.webKeepAlive} s: no request meets`,
    "a connection that has just been closed.",
    "",
    "A rollout makes one pod more, waits until it is ready, and then ends an old one. Ready means that the load balancer has",
    `found it healthy as well, ${healthyThreshold} times at ${healthInterval} s (the readiness gate), so that a rollout waits for the load balancer and not the other`,
    "way round. The gate is on in the namespaces that have a `TargetGroupBinding` and in no other, and for pods that are made",
    "after the binding: web's and Grafana's very first pods lack it until the next rollout.",
    "",
    "Where it ends: the chart has no value for the grace period, so an admission policy writes it",
    "([`langfuse-pod-settings.ts`](../constructs/langfuse-pod-settings.ts)); a change of it is seen at the next rollout. The",
    `${WEB_DRAIN} s are Langfuse's own and no setting. An answer that takes longer, such as a large export, is broken off. What`,
    "waits for the signal stands in Langfuse's `_app.tsx`, which Next loads when it starts (vercel/next.js pull 23261), and not",
    "when an API is called first: a pod whose log ends without `SIGTERM / SIGINT received` had nothing that waited, and went",
    "right after `preStop`.",
    "",
  ];
}

function worker({ preStop, grace }: Timings): string[] {
  return [
    "## A worker goes",
    "",
    "| Second | What happens |",
    "|---|---|",
    `| 0 to ${preStop} | \`preStop\`, as for web: it takes jobs. |`,
    `| ${preStop} | SIGTERM. Its port closes at once. It takes no new job, and finishes those that it has. |`,
    "| after the last job | Rows that wait in memory are written to ClickHouse, then it closes its stores and ends. |",
    `| ${grace} | What is still there is killed: ${grace - preStop} s after the signal. |`,
    "",
    "Where it ends: Langfuse gives its jobs no deadline, so the grace period is one. A job that is killed is held by nobody. The",
    "queue notices after half a minute, or after up to three where its locks are longer, and another worker begins it anew.",
    "That happens to one job once, in the queues of evaluations and deletions three times; then it counts as failed and waits",
    "for [somebody to retry it](procedures/retry-failed-jobs.md). Rows that a killed worker had in memory are in S3 and not in",
    "ClickHouse; [a replay](procedures/replay-from-s3.md) stores them, and reconciliation tells which.",
    "",
  ];
}

function gateway({ gateway: pods }: Timings): string[] {
  if (pods === undefined) return [];
  const { preStop, drainDelay, drainTimeout, grace } = pods;
  const told = preStop + drainDelay;
  return [
    "## A pod of the masking gateway goes",
    "",
    "| Second | What happens |",
    "|---|---|",
    `| 0 to ${preStop} | \`preStop\`: it serves, the load balancer hears of it. |`,
    `| ${preStop} | SIGTERM. \`/ready\` answers 503. It serves, and every answer says \`Connection: close\`. |`,
    `| ${told} | It takes no new connection, and closes those without a request. Requests and callbacks of Langfuse that are there are answered. |`,
    "| after the last answer | It ends with 0. |",
    `| ${told + drainTimeout} | Its deadline, one for both ports: what is still there is broken off, and it ends with 1. |`,
    `| ${grace} | What is still there is killed. |`,
    "",
    "A second SIGTERM changes nothing. The reference service does the same with settings of its own, and gives its traces three",
    "seconds more; the canary counts a probe that is cut off as none, and ends within ten seconds.",
    "",
  ];
}

function drain({ pools, clickhouseGrace }: Timings): string[] {
  const { general, clickhouse } = pools;
  return [
    "## A node is drained",
    "",
    `Auto Mode replaces nodes: for a new image about weekly, by age after ${general?.age} h, those of ClickHouse after ${clickhouse?.age} h, and general`,
    "ones when they are empty or too big. It asks to evict each pod, and disruption budgets answer:",
    "",
    "- Of what runs several times one pod goes at a time, and the next when another one is ready elsewhere. Every such workload has",
    "  exactly one budget, of `maxUnavailable: 1`. Under two, Kubernetes would refuse every drain.",
    "- A pod that does not serve may always go (`AlwaysAllow`): pods that crash do not hold up their node.",
    "- What runs once goes at once, and is away until it has started elsewhere: Grafana, exporters, operators, and in `dev`",
    "  everything. Where it has a budget, that allows it.",
    `- ClickHouse and Keeper have budgets by their operator, of one pod each, ${clickhouseGrace} s to go, and no two in a zone or on a node: two of`,
    "  three stay, which is Keeper's quorum. The operator's budgets do not say `AlwaysAllow`: while one of three is down its",
    "  pod may go, and while two are down neither is evicted, because then a person should look first.",
    "",
    `Where it ends: a drain that is held up ends by force after ${general?.drain} h, on the nodes of ClickHouse after ${clickhouse?.drain} h. A spot node is gone`,
    "120 s after its notice, whatever the grace period says. A node that dies asks nobody; Kubernetes makes its pods anew",
    "after five minutes.",
    "",
  ];
}

function failovers({ workerLivenessPeriod, workerLivenessFailures, socketTimeout }: Timings): string[] {
  const patience = workerLivenessPeriod * workerLivenessFailures;
  return [
    "## Postgres fails over",
    "",
    "| Second | What happens |",
    "|---|---|",
    "| 0 | RDS gives up the primary. Connections break, or say nothing more. The mail [PostgresEvent](account/PostgresEvent.md) comes. |",
    "| 0 to 60 | The address follows the standby. Web answers with errors where it needs Postgres, and is ready all the same: its probes do not ask for it. Jobs fail and are tried again. |",
    `| ${socketTimeout} | Statements that wait for a host which is lost without a word are given up, and their connections with them (\`socket_timeout\`). |`,
    `| up to ${FAILOVER} | The standby is primary. Pools connect anew by themselves. |`,
    `| ${patience} | A worker whose probe has failed ${workerLivenessFailures} times, every ${workerLivenessPeriod} s, is started anew. |`,
    "",
    `The worker's probe asks Postgres and Valkey. With the chart's own three failures, half a minute, one failover would kill`,
    `every worker with the rows that it has in memory. ${patience} s outlast two failovers, and end a connection that hangs for ever.`,
    "",
    "Drilled with Postgres 15 and Redis 7 (November 2026), in a sixth of the time and told in seconds of the real one: everybody",
    "wrote again 1 s after the address had moved where the primary's process had died, and 4 s after it where its host was gone",
    `without a word; 12 probes of ${workerLivenessFailures} had failed. Every row that had been acknowledged was there, and each job ended once. Without`,
    "`socket_timeout` nobody wrote again after a host was lost, until the probe had failed often enough to have the worker killed.",
    "Web, whose probes do not ask Postgres, would hang until the network gives up, after a quarter of an hour.",
    "",
    "Where it ends: Prisma's deadline does not hold for the first time that a connection sees a statement (prisma/orm issue 30275).",
    "What was at such a statement when a host was lost hangs for that quarter of an hour, and keeps its connection. When",
    "`LangfuseHealthCheckFailing` goes on after the failover has ended, [web is started anew](alerts/LangfuseHealthCheckFailing.md#postgres-is-away).",
    "The URL has no arguments for TCP's own keep-alives, which the engine sets to two hours. A statement that takes longer than",
    `${socketTimeout} s fails as well, though Postgres carries it out when it is in no transaction; the migration's job has no such deadline.`,
    "",
    "Most kinds of jobs are tried five times in 75 s or more often, deletions twice in 30 s. A long failover may outlast that:",
    "deletions, retention and batch actions that have failed are tried again by Langfuse every ten minutes, others",
    "[by somebody](procedures/retry-failed-jobs.md), whom `LangfuseFailedJobsGrowing` tells.",
    "",
    "## Valkey fails over",
    "",
    "| Second | What happens |",
    "|---|---|",
    "| 0 | The primary is gone. Web cannot queue and answers with errors, so that SDKs send again. Workers wait. |",
    "| 60 to 120 | A replica is primary, the address follows it, clients connect anew. |",
    `| ${patience} | A worker whose probe still fails is started anew. |`,
    "",
    "Jobs of the last moment, which the replica did not have yet, are gone; their events are in S3. A worker may have lost its",
    "locks without noticing, which its liveness does not show: `LangfuseWorkerWedged` does. Both are in",
    "[the procedure](procedures/valkey-failover.md).",
    "",
  ];
}

const PROOF = [
  "## What is proven by what",
  "",
  "| Claim | By |",
  "|---|---|",
  "| The numbers fit each other, in every environment | `test/proof/timings.test.ts`, over what is synthesized |",
  "| One budget each, none that holds up a drain, a quorum that stays, several zones, gates where bindings are | `npm run test:chart`, over every rendered chart, and over broken copies of its objects |",
  "| Gateway, callback, reference service and canary end as they say, under load, told twice, and before a Langfuse or a model that hangs | `shutdown.test.ts` of each, real processes and real signals |",
  "| A worker that is killed in a job loses nothing, and workers go on after a failover of Valkey | `npm run test:drills -- queue-chaos`, with Redis 7 and Langfuse's queue library |",
  "| Workers outlast a failover of Postgres with the settings that are synthesized, and lose nothing that was acknowledged | `npm run test:drills -- postgres-failover`, with Postgres 15, TLS, a synchronous standby, Redis 7 and Langfuse's queue library |",
  "",
  "Prisma's own engine is no package, it is downloaded, and was not to be had: in the drill its pool is written after its source",
  "(6.19, `quaint` and `mobc` of prisma/prisma-engines), over connections of the driver `pg`. That Prisma does the same is read and not",
  "seen.",
  "",
  "Not proven here: Langfuse's containers were read (4.16.0: `web/src/utils/shutdown.ts`, `worker/src/utils/shutdown.ts`,",
  "`worker/src/features/health`) and not run. How long Amazon's failovers take is Amazon's word. What a kubelet, a drain by",
  "Auto Mode and the load balancer's gate really do is seen in an account: [the day of drills](../acceptance/README.md).",
  "",
];
