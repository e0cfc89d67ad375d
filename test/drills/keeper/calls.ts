import { TABLES } from "../clickhouse/traces";
import { MEMBERS, REPLICAS } from "./stage";

/** Takes the workers away, and lets them come back. */
export const PAUSE = [
  "-n langfuse annotate scaledobject langfuse-worker autoscaling.keda.sh/paused-replicas=0 --overwrite",
  "-n langfuse wait --for=delete pod -l app.kubernetes.io/component=worker --timeout=5m",
];
export const RESUME =
  "-n langfuse annotate scaledobject langfuse-worker autoscaling.keda.sh/paused-replicas-";

/** Tables in the order of their names. */
export const SORTED = [...TABLES].sort();

/** Members that get empty volumes at once. */
export function emptied(...members: readonly number[]): string[] {
  const names = members.map((member) => MEMBERS[member]);
  return [
    `-n clickhouse delete pvc ${names.map((name) => `data-${name}`).join(" ")} --wait=false`,
    `-n clickhouse delete pod ${names.join(" ")} --ignore-not-found`,
    '-n clickhouse patch chk langfuse --type merge -p {"spec":{"taskID":"rebuild-N"}}',
  ];
}

/** A replica that starts again and writes tables into Keeper. */
export function rejoined(replica: number, tables: readonly string[] = SORTED): string[] {
  const name = REPLICAS[replica];
  return [
    `-n clickhouse delete pod ${name}`,
    ...tables.map((table) => `-n clickhouse exec ${name} SYSTEM RESTORE REPLICA default.${table}`),
  ];
}

/** Calls of kubectl that change something; one that is tried again counts once. */
export function changes(calls: readonly string[]): string[] {
  return calls
    .filter((call) => /annotate|wait|delete|patch|SYSTEM/.test(call))
    .map((call) =>
      call.replace(/rebuild-\d+/, "rebuild-N").replace(/ -c clickhouse -- clickhouse-client --query/, ""),
    )
    .filter((call, index, all) => call !== all[index - 1]);
}
