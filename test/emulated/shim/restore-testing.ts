import { bodyOf, type Call, json, type Layer, type Reply } from "./call";

/** What the API calls an object, and where it keeps it. */
interface Kept {
  readonly said: Readonly<Record<string, unknown>>;
  readonly selections: Map<string, Readonly<Record<string, unknown>>>;
}

const PLANS = "/restore-testing/plans";

/** Restore tests of AWS Backup, of which moto 5.2 knows nothing: plans, what each restores, and their tags. Nothing is ever
 *  restored. */
export class RestoreTesting {
  private readonly plans = new Map<string, Kept>();
  private readonly tags = new Map<string, unknown>();

  constructor(private readonly account: string) {}

  readonly layer: Layer = async (call, next) => {
    if (call.service !== "backup") return next(call);
    const path = decodeURIComponent(call.path.split("?")[0] ?? "");
    const tagged = /^\/(?:un)?tags?\/(arn:[^/]*:restore-testing-plan:[^/]+)\/?$/.exec(path)?.[1];
    if (tagged !== undefined) return json({ Tags: this.tags.get(tagged) ?? {} });
    if (!path.startsWith(PLANS)) return next(call);
    const [plan, selections, selection = ""] = path.slice(PLANS.length + 1).split("/");
    if (!plan) return call.method === "PUT" ? this.makePlan(call) : this.listPlans();
    const kept = this.plans.get(plan);
    if (!kept) return notFound(`the restore testing plan ${plan}`);
    return selections === undefined
      ? this.plan(call, plan, kept)
      : this.selection(call, plan, kept, selection);
  };

  private makePlan(call: Call): Reply {
    const { RestoreTestingPlan, Tags } = bodyOf(call);
    const given = Object(RestoreTestingPlan);
    const name = String(given.RestoreTestingPlanName);
    const arn = `arn:aws:backup:${this.account}:restore-testing-plan:${name}-1`;
    const said = { ...given, RestoreTestingPlanArn: arn, CreationTime: Date.now() / 1000 };
    this.plans.set(name, { said, selections: new Map() });
    this.tags.set(arn, Tags);
    return json(said);
  }

  private listPlans(): Reply {
    return json({ RestoreTestingPlans: [...this.plans.values()].map(({ said }) => said) });
  }

  private plan(call: Call, name: string, kept: Kept): Reply {
    if (call.method === "DELETE") {
      if (kept.selections.size > 0) return refused(`${name} has selections`);
      this.plans.delete(name);
      return json({}, 204);
    }
    if (call.method === "GET") return json({ RestoreTestingPlan: kept.said });
    const said = { ...kept.said, ...Object(bodyOf(call).RestoreTestingPlan) };
    this.plans.set(name, { ...kept, said });
    return json(said);
  }

  private selection(call: Call, plan: string, { selections }: Kept, name: string): Reply {
    if (call.method === "PUT") {
      const given = Object(bodyOf(call).RestoreTestingSelection);
      const key = name === "" ? String(given.RestoreTestingSelectionName) : name;
      const said = { ...selections.get(key), ...given, RestoreTestingPlanName: plan, CreationTime: 0 };
      selections.set(key, said);
      return json({ ...said, RestoreTestingPlanArn: this.plans.get(plan)?.said.RestoreTestingPlanArn });
    }
    const found = selections.get(name);
    if (!found) return notFound(`the restore testing selection ${name}`);
    if (call.method === "DELETE") {
      selections.delete(name);
      return json({}, 204);
    }
    return json({ RestoreTestingSelection: found });
  }
}

function notFound(what: string): Reply {
  return failed("ResourceNotFoundException", `cannot find ${what}`);
}

function refused(why: string): Reply {
  return failed("InvalidRequestException", why);
}

function failed(name: string, Message: string): Reply {
  const reply = json({ Message }, 400);
  return { ...reply, headers: { ...reply.headers, "x-amzn-errortype": name } };
}
