import { metricsOf } from "./metric";

/** Of Valkey, and of the queues in it. The queue script returns for each queue, empty or not, the keys `<queue>/waiting`,
 *  `/active`, `/delayed`, `/failed` (jobs) and `/oldest_wait_seconds`. */
export const valkeyMetrics = metricsOf(
  {
    exporter: "valkey-exporter",
    source: "https://github.com/oliver006/redis_exporter/tree/v1.89.0/exporter",
  },
  [
    { name: "redis_up", kind: "gauge" },
    { name: "redis_instance_info", kind: "info" },
    { name: "redis_script_values", kind: "gauge" },
  ],
);
