import type { Assertion } from "../../assertion";
import { installations, isClickHouse } from "../../clickhouse";
import { at, type CustomObject, nameOf } from "../../kubernetes";

/** Left alone, an operator logs at level trace, and ClickHouse keeps its own traces for ever: both end in a full volume. */
export const boundedLogs: Assertion = {
  name: "ClickHouse's logs are bounded, as files and as tables, from the first start",
  concerns: isClickHouse,
  problems: (release) => {
    const { clickhouse, keeper } = installations(release);
    return [clickhouse, keeper].flatMap(loggerProblems).concat(tableProblems(clickhouse));
  },
};

function loggerProblems(installation: CustomObject): string[] {
  const setting = (name: string) => at(installation, "spec", "configuration", "settings", `logger/${name}`);
  const level = String(setting("level") ?? "trace");
  return [
    ...(["none", "fatal", "error", "warning", "notice", "information"].includes(level)
      ? []
      : [`${nameOf(installation)} logs at level ${level}`]),
    ...["size", "count"]
      .filter((name) => setting(name) === undefined)
      .map((name) => `${nameOf(installation)} does not set logger/${name}`),
  ];
}

/** Those that Langfuse calls safe to remove, and that outgrew the data of others. */
const noisy = [
  "trace_log",
  "text_log",
  "metric_log",
  "asynchronous_metric_log",
  "opentelemetry_span_log",
  "latency_log",
];

function tableProblems(clickhouse: CustomObject): string[] {
  const files = Object.values(Object(at(clickhouse, "spec", "configuration", "files"))).join("\n");
  const kept = [...files.matchAll(/<(\w+_log)\b([^>]*[^/])?>(.*?)<\/\1>/gs)];
  return [
    ...noisy
      .filter((table) => !new RegExp(`<${table} remove="(1|remove)"\\s*/>`).test(files))
      .map((table) => `system.${table} is not removed`),
    ...kept
      .filter(([, , , body = ""]) => !body.includes("<ttl>"))
      .map(([, table]) => `system.${table} has no ttl`),
    ...(kept.some(([, table]) => table === "query_log")
      ? []
      : ["system.query_log has no ttl, and Langfuse reads it"]),
  ];
}
