import { environments } from "../../../environments";
import { bootstrapTemplate } from "../../../stacks/bootstrap/template";
import { allows, type IamRequest, listOf } from "../../support/iam";
import {
  account,
  arn,
  boundary,
  key,
  own,
  plan,
  region,
  role,
  state,
  stateKey,
  statementsOf,
} from "./requests";

describe("plan role", () => {
  it("has no action that changes anything", () => {
    for (const action of plan.flatMap(({ Action }) => listOf(Action)))
      expect(action).toMatch(/^[a-z0-9-]+:(Describe|Get|List|Decrypt$)/);
  });

  it("reads the state of its environment", () => {
    expect(allows(plan, { action: "s3:GetObject", resource: `${state}/dev/data.tfstate` })).toBe(true);
  });

  it.each<[string, IamRequest]>([
    ["a trace", { action: "s3:GetObject", resource: "arn:aws:s3:::langfuse-dev-events/e/1.json" }],
    [
      "a secret",
      {
        action: "secretsmanager:GetSecretValue",
        resource: arn("secretsmanager", "secret:langfuse-dev-salt"),
      },
    ],
    ["a log line", { action: "logs:GetLogEvents", resource: arn("logs", "log-group:x:log-stream:y") }],
    ["data through its key", { action: "kms:Decrypt", resource: key, context: own }],
  ])("never reads %s", (_, request) => {
    expect(allows(plan, { ...request, context: { ...region, ...request.context } })).toBe(false);
  });
});

describe("deploy role", () => {
  it.each(environments.filter(({ protectData }) => protectData))(
    "never removes a locked backup of $name, which protects its data",
    (environment) => {
      const statements = statementsOf("DeployPolicy", bootstrapTemplate(environment).Resources);
      const backup = `arn:aws:s3:::langfuse-${environment.name}-backups-1/b`;
      expect(allows(statements, { action: "s3:BypassGovernanceRetention", resource: backup })).toBe(false);
    },
  );
});

describe("boundary", () => {
  it.each<[string, IamRequest]>([
    ["make a role", { action: "iam:CreateRole", resource: role("langfuse-dev-web") }],
    ["make a user", { action: "iam:CreateUser", resource: `arn:aws:iam::${account}:user/x` }],
    ["assume another role", { action: "sts:AssumeRole", resource: role("langfuse-dev-deploy") }],
    ["read the state", { action: "s3:GetObject", resource: `${state}/dev/data.tfstate` }],
    ["decrypt the state", { action: "kms:Decrypt", resource: key, context: stateKey }],
    ["read a stranger's bucket", { action: "s3:GetObject", resource: "arn:aws:s3:::billing/1" }],
    [
      "read a stranger's secret",
      { action: "secretsmanager:GetSecretValue", resource: arn("secretsmanager", "secret:x") },
    ],
  ])("lets no role %s", (_, request) => {
    expect(allows(boundary, { ...request, context: { ...region, ...request.context } })).toBe(false);
  });

  it("lets workloads use what is theirs", () => {
    const events = { action: "s3:PutObject", resource: "arn:aws:s3:::langfuse-dev-events/e/1.json" };
    expect(allows(boundary, events)).toBe(true);
  });
});

describe.each(environments)("policies of $name", (environment) => {
  const { Resources: resources } = bootstrapTemplate(environment);
  const granted = [
    ...statementsOf("DeployPolicy", resources),
    ...statementsOf("PlanPolicy", resources),
  ].filter(({ Effect }) => Effect === "Allow");

  it("grant no whole service", () => {
    for (const action of granted.flatMap(({ Action }) => listOf(Action)))
      expect(action).not.toMatch(/^\*|:\*$/);
  });

  it("name a resource, a region or a tag wherever AWS can, and say so where it cannot", () => {
    const unlimited = granted
      .filter(({ Resource = [], Condition }) => listOf(Resource).includes("*") && !Condition)
      .map(({ Sid }) => Sid);
    const hostedZone = environment.edge.zone.kind === "create" ? ["Zone"] : [];
    expect(unlimited).toEqual([...hostedZone, "GlobalConfiguration", "GlobalConfiguration"]);
  });
});
