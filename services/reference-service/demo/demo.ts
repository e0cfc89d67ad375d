import type { ObservationV2 } from "@langfuse/core";
import { initObservability } from "@langfuse-aws/instrumentation";
import { createLog } from "@langfuse-aws/process";
import { startTestLangfuse, type TestLangfuse } from "@langfuse-aws/testkit";
import { Service } from "../src/service";
import { readSettings } from "../src/settings";

/** Nobody's: examples of a domain, a registry and a numbering plan. */
export const QUESTION = {
  user_id: "ana.perez@example.com",
  question:
    "Soy Ana (ana.perez@example.com, RUT 12.345.678-5, +56 9 8765 4321). My key sk-proj-Zk3v9Qw7Lm2Nx8Rt5Yb1Cd4F " +
    "does not work any more. What can I do?",
  max_words: 27,
};

/** Asks the service one question beside a Langfuse in the same process, and tells what the caller got and what Langfuse. */
export async function demo(): Promise<string> {
  const langfuse = await startTestLangfuse();
  const { url: baseUrl, publicKey, secretKey } = langfuse;
  const service = new Service({
    settings: readSettings({ APP_HOST: "127.0.0.1", APP_PORT: "0", LLM_PROVIDER: "mock" }),
    log: createLog({ name: "demo", level: "silent" }),
    lf: initObservability({
      service: "reference-service",
      environment: "demo",
      baseUrl,
      publicKey,
      secretKey,
    }),
  });
  await service.start();
  const response = await fetch(`http://127.0.0.1:${service.port}/ask`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(QUESTION),
  });
  const answer: Readonly<Record<string, string>> = JSON.parse(await response.text());
  await service.stop();
  await langfuse.stop();
  return story(answer, langfuse);
}

function story(answer: Readonly<Record<string, string>>, { observations, scores }: TestLangfuse): string {
  const root = observations.find(({ isRootObservation }) => isRootObservation);
  return [
    "The caller asks, as",
    `  ${QUESTION.user_id}: ${QUESTION.question}`,
    "The caller gets",
    ...Object.entries(answer).map(([name, value]) => `  ${name}: ${value}`),
    "",
    `Langfuse gets trace ${root?.traceId} in environment '${root?.environment}', of ${root?.userId}`,
    ...(root ? tree(root, observations) : []),
    "Langfuse gets scores",
    ...scores.map(({ name, value }) => `  ${name}: ${value}`),
    "",
  ].join("\n");
}

function tree(parent: ObservationV2, all: readonly ObservationV2[], depth = 1): readonly string[] {
  const indent = "  ".repeat(depth);
  const { type, name, model, promptName, level, input, output } = parent;
  const facts = [
    model ? `model ${model}` : undefined,
    promptName ? `prompt ${promptName}` : undefined,
    level === "DEFAULT" ? undefined : level,
  ].filter((fact) => fact !== undefined);
  return [
    `${indent}${type} ${name}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`,
    `${indent}  in:  ${input}`,
    `${indent}  out: ${output}`,
    ...all
      .filter(({ parentObservationId }) => parentObservationId === parent.id)
      .flatMap((child) => tree(child, all, depth + 1)),
  ];
}
