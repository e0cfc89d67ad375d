import type { Scenarios } from "../scenario";

const available =
  'kube_deployment_status_replicas_available{namespace="langfuse",deployment="masking-gateway"}';
const requests = (outcome: string) =>
  `masking_requests_total{pod="a",route="otel/v1/traces",encoding="json",outcome="${outcome}"}`;
const failures = (reason: string) => `masking_failures_total{pod="a",reason="${reason}"}`;
const writes = (status: number) => `masking_writes_total{pod="a",route="ingestion",status="${status}"}`;
const events = (result: string) => `masking_events_total{pod="a",result="${result}"}`;
const mode = (name: string) => `masking_mode{pod="a",mode="${name}"}`;

export const masking: readonly Scenarios[] = [
  {
    alert: "MaskingGatewayUnavailable",
    fires: [
      {
        when: "no pod is available",
        healthy: { [available]: 1 },
        broken: { [available]: 0 },
        labels: { namespace: "langfuse", deployment: "masking-gateway" },
        says: "Deployment masking-gateway in namespace langfuse has no available pod: where it is enforced, nothing that applications write comes in.",
      },
    ],
    silent: [{ when: "the environment has no gateway", series: { [mode("enforce")]: "gone" } }],
  },
  {
    alert: "MaskingGatewayCannotReachLangfuse",
    fires: [
      {
        when: "a little more than a twentieth of the writes finds no Langfuse",
        healthy: { [requests("forwarded")]: "+948", [requests("upstream_unreachable")]: "+48" },
        broken: { [requests("forwarded")]: "+948", [requests("upstream_unreachable")]: "+52" },
        says: "5.2% of what applications write is refused, because Langfuse does not answer the gateway.",
        reacts: 3,
        rests: 5,
        forgets: 3,
      },
    ],
    silent: [
      {
        when: "scanners ask for what there is not",
        series: { [requests("forwarded")]: "+100", [requests("unknown_path")]: "+900" },
      },
    ],
  },
  {
    alert: "MaskingGatewayObserving",
    fires: [
      {
        when: "a pod observes",
        healthy: { [mode("enforce")]: 1 },
        broken: { [mode("enforce")]: "gone", [mode("observe")]: 1 },
        after: { [mode("enforce")]: 1, [mode("observe")]: "gone" },
        labels: { pod: "a" },
        says: "Pod a only observes: whatever it forwards is stored as it came.",
      },
    ],
    silent: [{ when: "it says that it does not", series: { [mode("observe")]: 0 } }],
  },
  {
    alert: "MaskingFailing",
    fires: [
      {
        when: "a batch is refused again and again",
        healthy: { [failures("masking_timeout")]: 0, [failures("upstream_timeout")]: "+10" },
        broken: { [failures("masking_timeout")]: "+0.18" },
        labels: { reason: "masking_timeout" },
        says: "2.7 requests were refused within a quarter of an hour for masking_timeout.",
        rests: 3,
        reacts: 14,
        forgets: 2,
      },
    ],
    silent: [
      {
        when: "one batch fails twice",
        series: { [failures("masking_failed")]: 0 },
        next: { [failures("masking_failed")]: 2 },
      },
    ],
  },
  {
    alert: "MaskingErrorValues",
    fires: [
      {
        when: "a value could not be masked",
        healthy: { [failures("value")]: 0 },
        broken: { [failures("value")]: 1 },
        after: { [failures("value")]: 1 },
        labels: { pod: "a", reason: "value" },
        says: "Within an hour pod a put [MASKING_ERROR] in the place of a value 1 times.",
        forgets: 54,
      },
    ],
  },
  {
    alert: "MaskingGatewayOverloaded",
    fires: [
      {
        when: "a little more than a hundredth is told to come back",
        healthy: { [requests("forwarded")]: "+9900", [requests("overloaded")]: "+95" },
        broken: { [requests("forwarded")]: "+9900", [requests("overloaded")]: "+106" },
        says: "1.059% of the requests are told to come back later. Clients that give up lose traces.",
        reacts: 3,
        rests: 5,
        forgets: 3,
      },
    ],
  },
  {
    alert: "MaskingGatewayRefusing",
    fires: [
      {
        when: "a little more than a fiftieth is too large",
        healthy: { [requests("forwarded")]: "+9800", [requests("too_large")]: "+190" },
        broken: { [requests("forwarded")]: "+9800", [requests("too_large")]: "+212" },
        labels: { outcome: "too_large" },
        says: "2.117% of the requests are refused as too_large.",
        reacts: 7,
        rests: 15,
        forgets: 9,
      },
    ],
    silent: [
      {
        when: "scanners ask for what there is not",
        series: { [requests("forwarded")]: "+100", [requests("unknown_path")]: "+900" },
      },
    ],
  },
  {
    alert: "LangfuseWritesRefused",
    fires: [
      {
        when: "a little more than a fiftieth of the writes is answered with 4xx",
        healthy: { [writes(201)]: "+9800", [writes(400)]: "+190" },
        broken: { [writes(201)]: "+9800", [writes(400)]: "+212" },
        says: "2.117% of the writes, or of the events in batches, are refused by Langfuse and not stored. No client sends them again.",
        reacts: 7,
        rests: 15,
        forgets: 9,
      },
      {
        when: "an old client's events are refused within batches, which are answered with 207",
        healthy: { [writes(207)]: "+100", [events("taken")]: "+9800", [events("refused")]: "+190" },
        broken: { [writes(207)]: "+100", [events("taken")]: "+9800", [events("refused")]: "+212" },
        reacts: 7,
        rests: 15,
        forgets: 9,
      },
    ],
    silent: [
      { when: "strangers have no key", series: { [writes(201)]: "+100", [writes(401)]: "+900" } },
      {
        when: "Langfuse itself fails, which other alerts tell",
        series: { [writes(201)]: "+100", [writes(500)]: "+900" },
      },
    ],
  },
];
