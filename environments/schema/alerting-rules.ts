import { z } from "zod";
import { alertComponents, alerting } from "./alerting";
import type { Environment } from "./index";
import type { Problem } from "./report";
import type { Rule } from "./rules";

type Receiver = z.infer<typeof alerting>["receivers"][number];

/** Kinds that reach people who sleep. */
const PAGING: readonly Receiver["kind"][] = ["pagerduty", "sns"];

/** What production owes: somebody wakes up for everything critical, somebody reads warnings, and silence is noticed. */
export const productionAlerting = z.object({
  receivers: z.array(z.unknown()).superRefine((stated, context) => {
    // Where a receiver is refused, what it would have taken is unknown.
    const { success, data: receivers } = alerting.shape.receivers.safeParse(stated);
    if (!success) return;
    const unheard = (severity: "critical" | "warning", kinds: readonly string[]) =>
      alertComponents.filter((component) => !receivers.some((one) => takes(one, severity, component, kinds)));
    const unpaged = unheard("critical", PAGING);
    if (unpaged.length > 0)
      context.addIssue({
        code: "custom",
        message:
          `must page somebody for critical alerts in production; of ${listed(unpaged)} nobody is woken: ` +
          "add a receiver of kind 'pagerduty', or 'sns' with a pager behind its topic",
      });
    const unread = unheard(
      "warning",
      receivers.map(({ kind }) => kind),
    );
    if (unread.length > 0)
      context.addIssue({
        code: "custom",
        message:
          `must tell somebody of warnings in production, which come hours before the page; of ${listed(unread)} ` +
          "nobody reads them: add a receiver of kind 'slack' or 'email'",
      });
  }),
  deadMansSwitch: z.object(
    {},
    {
      error:
        "must be set in production, because alerting that is down sends no alert; make a check at a heartbeat service " +
        "and name the secret with its address: runbooks/procedures/alert-receivers.md",
    },
  ),
});

function takes(
  { kind, severities, components = [...alertComponents] }: Receiver,
  severity: "critical" | "warning",
  component: (typeof alertComponents)[number],
  kinds: readonly string[],
): boolean {
  return kinds.includes(kind) && severities.includes(severity) && components.includes(component);
}

function listed(components: readonly string[]): string {
  return components.length === alertComponents.length ? "any component" : components.join(", ");
}

/** What receivers need beside sound fields. */
export const alertingRules: readonly Rule[] = [receiversHaveOwnNames];

function* receiversHaveOwnNames({ alerting: { receivers } }: Environment): Iterable<Problem> {
  for (const [index, { name }] of receivers.entries())
    if (receivers.findIndex((other) => other.name === name) < index)
      yield {
        path: ["alerting", "receivers", index, "name"],
        message: "is the name of another receiver already; rename one of them",
      };
}

/** A secret that an environment names, and the field in which it does. */
export interface SuppliedSecret {
  readonly path: readonly PropertyKey[];
  readonly arn: string;
}

/** Every secret that alerting needs. */
export function* alertingSecrets({ alerting: { receivers, deadMansSwitch } }: Environment) {
  for (const [index, receiver] of receivers.entries())
    yield* secretOf(receiver, ["alerting", "receivers", index]);
  if (deadMansSwitch)
    yield { path: ["alerting", "deadMansSwitch", "urlSecretArn"], arn: deadMansSwitch.urlSecretArn };
}

function* secretOf(receiver: Receiver, path: readonly PropertyKey[]): Iterable<SuppliedSecret> {
  switch (receiver.kind) {
    case "pagerduty":
      yield { path: [...path, "routingKeySecretArn"], arn: receiver.routingKeySecretArn };
      break;
    case "slack":
      yield { path: [...path, "webhookUrlSecretArn"], arn: receiver.webhookUrlSecretArn };
      break;
    case "email":
      yield { path: [...path, "relay", "passwordSecretArn"], arn: receiver.relay.passwordSecretArn };
  }
}
