import { CHECKS } from "../../../stacks/preflight/checks";
import { account } from "../../../stacks/preflight/checks/account";
import { firingAlerts } from "../../../stacks/preflight/checks/alarms";
import { cluster } from "../../../stacks/preflight/checks/cluster";
import { pairs, placeholders } from "../../../stacks/preflight/checks/files";
import { releases } from "../../../stacks/preflight/checks/releases";
import { rollouts, versionSteps } from "../../../stacks/preflight/checks/running";
import { well } from "./answers";
import { environment, NOW, reasons } from "./reasons";

const step = (component: string) => {
  const check = versionSteps.find(({ subject }) => subject === `step of ${component}`);
  if (!check) throw new Error(`nothing checks the step of '${component}'`);
  return check;
};

/** Checks that ask somebody. */
const ASKING = [account, ...CHECKS.filter(({ asks }) => asks)];

describe("a platform that is well", () => {
  it.each([pairs, ...ASKING])("has nothing against it: $subject", async (check) => {
    expect(await reasons(check)).toEqual([]);
  });
});

it.each(ASKING)("refuses when it cannot tell: $subject", async (check) => {
  const nobody = Object.fromEntries(Object.keys(well(environment, NOW)).map((part) => [part, undefined]));
  const [reason, ...others] = await reasons(check, nobody);
  expect(others).toEqual([]);
  expect(reason).toMatch(/^cannot be told: '(kubectl|aws) .+' says: not found$/);
});

it("refuses another cluster than the environment's, and says how to choose that", async () => {
  const other = {
    name: "other",
    context: { cluster: "arn:aws:eks:eu-west-1:111111111111:cluster/langfuse-prod" },
  };
  const known = JSON.stringify({ "current-context": "other", contexts: [other] });
  expect(await reasons(cluster, { "config view": known })).toEqual([
    `kubectl speaks to '${other.context.cluster}', not to langfuse-sample; run 'aws eks update-kubeconfig --name langfuse-sample --region eu-west-1'`,
  ]);
});

describe("placeholders", () => {
  it("names every example in the environment file, by its path", async () => {
    const found = await reasons(placeholders);
    expect(found).toContain(
      "accountId is '111111111111', an example; write your own in environments/sample.ts",
    );
    expect(found).toContain(
      "edge.domain is 'langfuse.example.com', an example; write your own in environments/sample.ts",
    );
    expect(found.some((reason) => reason.startsWith("postgres"))).toBe(false);
  });
});

describe("reasons against a deployment", () => {
  it("are a newer version that runs", async () => {
    expect(await reasons(step("langfuse"), { "-n langfuse get deployments": deployment("4.17.0") })).toEqual([
      expect.stringContaining("langfuse would go from 4.17.0 to 4.16.0"),
    ]);
  });

  it("are a chart that is not there", async () => {
    expect(await reasons(step("keda"), { "-n keda get deployments": '{"items":[]}' })).toEqual([
      "cannot be told: nothing of the chart 'keda' in namespace 'keda'; deploy it first",
    ]);
  });

  it("are releases that Helm has not finished with, by their newest revisions", async () => {
    const revisions = [
      ...["keda keda 10 deployed", "keda keda 9 pending-upgrade", "keda queue-trigger 1 failed"],
      ...["langfuse langfuse 2 deployed", "langfuse langfuse 3 pending-upgrade"],
      "clickhouse clickhouse 1 uninstalling",
    ];
    expect(await reasons(releases, { "get secrets -A -l owner=helm": `${revisions.join("\n")}\n` })).toEqual([
      "release 'langfuse/langfuse' is pending-upgrade: somebody is at it, or was cut off; " +
        "wait, or run 'npm run adopt -- sample' (runbooks/procedures/deploy.md)",
      expect.stringContaining("release 'clickhouse/clickhouse' is uninstalling: "),
    ]);
  });

  it("are a deployment that is being rolled out, and an operator at work", async () => {
    const changed = {
      "-n langfuse get deployments": deployment("4.16.0", 1),
      "get chi langfuse": "InProgress",
    };
    expect(await reasons(rollouts, changed)).toEqual([
      "deployment 'langfuse-web' is not ready; see runbooks/alerts/RolloutStuck.md, or wait for it",
      "the operator is at work on ClickHouse ('InProgress'); wait until it says Completed",
    ]);
  });

  it("are credentials of another account, with the way to the right ones", async () => {
    expect(await reasons(account, { "sts get-caller-identity": "222222222222\n" })).toEqual([
      "your credentials are for account 222222222222, but environments/sample.ts says 111111111111; " +
        "choose the other profile with AWS_PROFILE, or correct the file",
    ]);
  });

  it("are alerts that wake somebody, each once with its page", async () => {
    const firing = ["ValkeyDown", "ClickHouseUnavailable", "ValkeyDown"].map((alertname) => ({
      metric: { alertname, severity: "critical" },
      value: [1_700_000_000, "1"],
    }));
    expect(await reasons(firingAlerts, { "promtool query instant": JSON.stringify(firing) })).toEqual([
      "ClickHouseUnavailable is firing; see runbooks/alerts/ClickHouseUnavailable.md first",
      "ValkeyDown is firing; see runbooks/alerts/ValkeyDown.md first",
    ]);
  });
});

function deployment(version: string, available = 2): string {
  return JSON.stringify({
    items: [
      {
        metadata: { name: "langfuse-web", labels: { "helm.sh/chart": "langfuse-2.0.0" } },
        spec: {
          replicas: 2,
          template: { spec: { containers: [{ image: `docker.io/langfuse/langfuse:${version}` }] } },
        },
        status: { updatedReplicas: 2, availableReplicas: available },
      },
    ],
  });
}
