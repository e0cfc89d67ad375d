/** Terraform's plan JSON as far as this test reads it. */
export interface Plan {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Pick<Change, "actions">>>;
}

interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly change: Change;
}

interface Change {
  readonly actions: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  /** Mirrors `after`, with `true` wherever the value is known after apply only. */
  readonly after_unknown?: unknown;
}

/** One difference that a plan wants to make. */
export interface Difference {
  /** For example `aws_db_instance.postgres_instance`, or `output.url`. */
  readonly address: string;
  /** Resource type, or `output`. */
  readonly type: string;
  /** For example `update`, or `delete+create` for a replacement. */
  readonly action: string;
  /** First part of the attribute's path; the empty string when the whole resource comes or goes. */
  readonly attribute: string;
}

/** Everything that a plan would change, by attribute. */
export function differencesOf(plan: Plan): Difference[] {
  const resources = (plan.resource_changes ?? []).flatMap(({ address, type, change }) =>
    attributesOf(change).map((attribute) => ({ address, type, action: change.actions.join("+"), attribute })),
  );
  const outputs = Object.entries(plan.output_changes ?? {})
    .filter(([, { actions }]) => isChange(actions))
    .map(([name, { actions }]) => ({
      address: `output.${name}`,
      type: "output",
      action: actions.join("+"),
      attribute: "",
    }));
  return [...resources, ...outputs];
}

/** One line for each difference. */
export function listed(differences: readonly Difference[]): string[] {
  return differences.map(({ address, attribute, action }) => `${action} ${address} ${attribute}`.trim());
}

/** How many resources a plan makes, anew or for the first time.
 *  @param wanted Terraform type; all of them without one */
export function thingsToMake({ resource_changes = [] }: Plan, wanted?: string): number {
  const counted = resource_changes.filter(({ type }) => wanted === undefined || type === wanted);
  return counted.filter(({ change }) => change.actions.includes("create")).length;
}

function isChange(actions: readonly string[]): boolean {
  return actions.some((action) => action !== "no-op" && action !== "read");
}

function attributesOf({ actions, before, after, after_unknown }: Change): string[] {
  if (!isChange(actions)) return [];
  if (!isRecord(before) || !isRecord(after)) return [""];
  const unknown = isRecord(after_unknown) ? after_unknown : {};
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)]);
  const changed = [...names].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]) || hasTrue(unknown[name]),
  );
  return changed.length > 0 ? changed : [""];
}

/** Whether a mirror of unknown values holds any. */
function hasTrue(mirror: unknown): boolean {
  if (typeof mirror !== "object" || mirror === null) return mirror === true;
  return Object.values(mirror).some(hasTrue);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
