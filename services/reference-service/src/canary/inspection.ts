import { z } from "zod";
import { LABELS, leakedClasses, type PlantedClass } from "./planted";

const page = z.object({ data: z.array(z.record(z.string(), z.unknown())) });

/** What Langfuse shows of an observation or a score. */
export type Shown = Readonly<Record<string, unknown>>;

/** The items of a page of Langfuse's; none for what is no page. */
export function itemsOf(answer: unknown): readonly Shown[] {
  return page.safeParse(answer).data?.data ?? [];
}

/** Fields that are written by those who trace, and not by Langfuse. */
const WRITTEN = [
  ...["name", "traceName", "userId", "sessionId", "input", "output", "metadata", "tags", "statusMessage"],
  ...["comment", "value", "stringValue"],
];

/** What was found in the fields of observations or scores. */
export interface Findings {
  readonly leaked: readonly PlantedClass[];
  /** Where, such as `SPAN.input`. */
  readonly leakedFields: readonly string[];
  /** Fields where values were planted and labels do not stand, such as `TOOL.input lacks [PHONE]`. */
  readonly lacking: readonly string[];
}

/** Looks for planted values in everything, and for labels in the `planted` fields, by type of observation. */
export function inspect(
  items: readonly Shown[],
  planted: Readonly<Record<string, readonly string[]>>,
): Findings {
  const fields = items.flatMap((item) =>
    WRITTEN.filter((field) => item[field] !== undefined && item[field] !== null).map((field) => ({
      place: `${item.type ?? "SCORE"}.${field}`,
      text: typeof item[field] === "string" ? item[field] : JSON.stringify(item[field]),
    })),
  );
  const leaks = fields.map(({ place, text }) => ({ place, classes: leakedClasses(text) }));
  return {
    leaked: [...new Set(leaks.flatMap(({ classes }) => classes))],
    leakedFields: leaks.filter(({ classes }) => classes.length > 0).map(({ place }) => place),
    lacking: Object.entries(planted).flatMap(([type, names]) =>
      names.flatMap((name) => {
        const place = `${type}.${name}`;
        const text = fields.find((field) => field.place === place)?.text ?? "";
        return LABELS.filter((label) => !text.includes(label)).map((label) => `${place} lacks ${label}`);
      }),
    ),
  };
}

/** Several findings as one. */
export function together(findings: readonly Findings[]): Findings {
  return {
    leaked: [...new Set(findings.flatMap(({ leaked }) => leaked))],
    leakedFields: findings.flatMap(({ leakedFields }) => leakedFields),
    lacking: findings.flatMap(({ lacking }) => lacking),
  };
}
