import { randomBytes } from "node:crypto";
import { PLANTED, PLANTED_OBJECT, PLANTED_TAGS, PLANTED_TEXT } from "./planted";
import { ENVIRONMENT, TRACE_NAME } from "./trace";

/** Fields where the raw trace plants every class of value. */
export const RAW_FIELDS = { SPAN: ["input", "output", "metadata", "tags", "statusMessage"] } as const;

/** A trace that nothing has masked, in OTLP, as an application sends it that uses no library of ours. */
export function rawTrace(traceId: string): unknown {
  const nanoseconds = `${Date.now()}000000`;
  return {
    resourceSpans: [
      {
        resource: { attributes: [text("service.name", "canary")] },
        scopeSpans: [
          {
            scope: { name: "canary" },
            spans: [
              {
                traceId,
                spanId: randomBytes(8).toString("hex"),
                name: TRACE_NAME,
                kind: 1,
                startTimeUnixNano: nanoseconds,
                endTimeUnixNano: nanoseconds,
                status: { code: 2, message: PLANTED_TEXT },
                attributes: attributes(),
                events: [
                  {
                    timeUnixNano: nanoseconds,
                    name: "exception",
                    attributes: [text("exception.message", PLANTED_TEXT)],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  };
}

function attributes(): readonly unknown[] {
  return [
    text("langfuse.environment", ENVIRONMENT),
    text("langfuse.trace.name", TRACE_NAME),
    text("langfuse.observation.type", "span"),
    text("langfuse.observation.input", JSON.stringify({ question: PLANTED_TEXT })),
    text("langfuse.observation.output", PLANTED_TEXT),
    text("langfuse.observation.status_message", PLANTED_TEXT),
    ...Object.entries(PLANTED_OBJECT).map(([key, value]) =>
      text(`langfuse.observation.metadata.${key}`, typeof value === "string" ? value : JSON.stringify(value)),
    ),
    text("user.id", PLANTED.user_id),
    text("session.id", `session of ${PLANTED.email}`),
    {
      key: "langfuse.trace.tags",
      value: { arrayValue: { values: PLANTED_TAGS.map((stringValue) => ({ stringValue })) } },
    },
  ];
}

function text(key: string, stringValue: string): unknown {
  return { key, value: { stringValue } };
}
