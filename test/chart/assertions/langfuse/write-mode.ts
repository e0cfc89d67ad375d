import type { Container } from "kubernetes-types/core/v1";
import { type Assertion, isLangfuse } from "../../assertion";
import { langfusePrograms, perProgram, textOf } from "../../langfuse";

const modeName = "LANGFUSE_MIGRATION_V4_WRITE_MODE";
const otelName = "LANGFUSE_MIGRATION_V4_NATIVE_OTEL_BEHAVIOUR";
const optInName = "LANGFUSE_MIGRATION_V4_ALLOW_PREVIEW_OPT_IN";

/** The worker exits on a combination that would lose data, and web writes what the worker must read. */
export const oneWriteMode: Assertion = {
  name: "web and worker write in the same mode, one that the worker starts with",
  concerns: isLangfuse,
  problems: ({ objects }) => {
    const modes = langfusePrograms(objects).map(({ container }) => modeOf(container));
    return [
      ...(new Set(modes).size > 1 ? [`web and worker write as ${modes.join(" and ")}`] : []),
      ...perProgram(objects, ({ container }) => contradictions(container)),
    ];
  },
};

/** The combinations at which worker/src/env.ts of the application ends the process. */
function contradictions(container: Container): string[] {
  const mode = modeOf(container);
  const otel = textOf(container, otelName) || "direct";
  const optIn = textOf(container, optInName) || "true";
  return [
    ...(["legacy", "dual", "events_only"].includes(mode) ? [] : [`${modeName} is '${mode}'`]),
    ...(mode === "legacy" && otel === "direct" ? [`${modeName} legacy needs ${otelName} dual_write`] : []),
    ...(mode === "events_only" && otel === "dual_write"
      ? [`${modeName} events_only needs ${otelName} direct`]
      : []),
    ...(mode === "events_only" && optIn === "false"
      ? [`${modeName} events_only needs ${optInName} true`]
      : []),
  ];
}

function modeOf(container: Container): string {
  return textOf(container, modeName) || "events_only";
}
