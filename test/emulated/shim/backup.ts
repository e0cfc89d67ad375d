import { bodyOf, type Call, json, type Layer, type Reply } from "./call";

/** What moto 5.2 lacks of AWS Backup: which resources a plan copies, what lies in a vault, and whose tags are asked for. */
export class Backup {
  /** By plan, then by selection. */
  private readonly plans = new Map<string, Map<string, object>>();
  private made = 0;

  readonly layer: Layer = async (call, next) => {
    if (call.service !== "backup") return next(call);
    const [, plan, selection] = /^\/backup\/plans\/([^/]+)\/selections\/?([^/?]*)/.exec(call.path) ?? [];
    if (plan !== undefined) return this.selections(call, plan, selection ?? "");
    // Nobody copies anything in an emulator: what empties a vault finds it empty.
    if (/^\/backup-vaults\/[^/]+\/recovery-points/.test(call.path)) return json({ RecoveryPoints: [] });
    // moto finds the resource before a slash that clients do not send.
    if (call.method === "GET" && /^\/tags\/[^/?]+$/.test(call.path))
      return next({ ...call, path: `${call.path}/` });
    return next(call);
  };

  private selections(call: Call, plan: string, id: string): Reply {
    const selections = this.plans.get(plan) ?? new Map<string, object>();
    this.plans.set(plan, selections);
    if (call.method === "PUT") {
      this.made += 1;
      const SelectionId = `00000000-0000-4000-8000-${String(this.made).padStart(12, "0")}`;
      const { BackupSelection } = bodyOf(call);
      // As the API defines the argument; a list says the name alone.
      const { SelectionName } = BackupSelection as { SelectionName: string };
      const made = {
        BackupPlanId: plan,
        SelectionId,
        SelectionName,
        BackupSelection,
        CreationDate: Date.now() / 1000,
      };
      selections.set(SelectionId, made);
      return json(made);
    }
    const found = selections.get(id);
    if (id !== "" && !found) return notFound();
    if (call.method === "DELETE") selections.delete(id);
    return json(found ?? { BackupSelectionsList: [...selections.values()] });
  }
}

function notFound(): Reply {
  const reply = json({ Message: "Cannot find Backup selection" }, 400);
  return { ...reply, headers: { ...reply.headers, "x-amzn-errortype": "ResourceNotFoundException" } };
}
