import { type Assertion, allObjects, isLangfuse } from "../../assertion";
import { ofKind } from "../../kubernetes";
import { perProgram, textOf } from "../../langfuse";

/** Unset, both exporters push to port 4318 of the pod, where nobody listens. */
export const decidedTelemetry: Assertion = {
  name: "usage is not reported to Langfuse, and OpenTelemetry's exporters are chosen, not left to their defaults",
  concerns: isLangfuse,
  problems: ({ objects }) =>
    perProgram(objects, ({ container }) => {
      const off = textOf(container, "OTEL_SDK_DISABLED") === "true";
      const exporters = ["OTEL_METRICS_EXPORTER", "OTEL_TRACES_EXPORTER"];
      return [
        ...(textOf(container, "TELEMETRY_ENABLED") === "false" ? [] : ["TELEMETRY_ENABLED is not false"]),
        ...exporters
          .filter((name) => !off && !textOf(container, name))
          .map((name) => `${name} is not set; say 'none', or where it goes`),
      ];
    }),
};

/** Port of the Prometheus exporter inside Langfuse's programs. */
const metricsPort = 9464;

/** The exporter listens only when it was chosen. */
export const openMetricsPort: Assertion = {
  name: "nobody scrapes a port that Langfuse does not open",
  concerns: isLangfuse,
  problems: ({ objects }, environment) => {
    const services = ofKind(allObjects(environment), "Service").filter(({ spec }) =>
      spec?.ports?.some(({ port, targetPort }) => (targetPort ?? port) === metricsPort),
    );
    if (services.length === 0) return [];
    return perProgram(objects, ({ container, deployment }) => {
      const labels = deployment.spec?.template.metadata?.labels ?? {};
      const scraped = services.some(({ spec }) =>
        Object.entries(spec?.selector ?? {}).every(([key, value]) => labels[key] === value),
      );
      const opened = textOf(container, "OTEL_METRICS_EXPORTER").split(",").includes("prometheus");
      return scraped && !opened
        ? [`port ${metricsPort} is scraped; set OTEL_METRICS_EXPORTER to prometheus`]
        : [];
    });
  },
};
