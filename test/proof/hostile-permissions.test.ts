import { type Block, reference } from "../support/terraform-json";
import { accountOf } from "./account/account";
import { graphs } from "./account/environments";
import type { Graph } from "./account/graph";
import { tampered } from "./account/tampered";
import { unknownPolicies } from "./account/unknown";
import { statementsOfAccount, unproven } from "./permissions/coverage";
import { rowsOf, subjectsOf } from "./permissions/rows";

const every = graphs();
/** What production really is, in which somebody changes one policy. */
const prod = every.find(({ environment }) => environment.name === "prod");
if (!prod) throw new Error("no environment 'prod' was synthesized");

const outputs = "data.terraform_remote_state.prod_data.outputs";
const backups = reference(`${outputs}.aws_s3_bucket_backups_bucket_arn`);
const backupsKey = reference(`${outputs}.aws_kms_key_backups_key_key_arn`);

it.each(every.map((graph) => ({ name: graph.environment.name, account: accountOf(graph) })))(
  "knows every policy and every role of $name",
  ({ account }) => {
    expect(unknownPolicies(account)).toEqual([]);
  },
);

type Case = readonly [name: string, tampering: (graph: Graph) => Graph, says: RegExp];

const cases: readonly Case[] = [
  [
    "Langfuse on the bucket of the backups",
    granting("langfuse", "identity_policy", { Action: ["s3:*"], Resource: [backups, `${backups}/*`] }),
    /langfuse-prod-langfuse can s3:\w+ on arn:aws:s3:::langfuse-prod-backups/,
  ],
  [
    "a reader with the key of the backups",
    granting("langfuse", "reconcile_identity_policy", { Action: ["kms:Decrypt"], Resource: [backupsKey] }),
    /langfuse-prod-reconcile can kms:Decrypt/,
  ],
  [
    "a workload that hands over roles",
    granting("observability", "cloudwatch_exporter_identity_policy", {
      Action: ["iam:PassRole"],
      Resource: [`arn:aws:iam::${prod.environment.accountId}:role/langfuse-prod-*`],
    }),
    /cloudwatch_exporter_identity_policy Hostile/,
  ],
  [
    "a role that AWS Backup takes for any account",
    inRole("data", "vault_role", ({ Condition: _, ...statement }) => statement),
    /langfuse-prod-backup can sts:AssumeRole/,
  ],
  [
    "a role for pods of every namespace",
    inRole("langfuse", "identity_role", ({ Condition, ...statement }) => ({
      ...statement,
      Condition: { ...Object(Condition), StringEquals: { "aws:SourceAccount": prod.environment.accountId } },
    })),
    /langfuse-prod-langfuse can sts:AssumeRole/,
  ],
  [
    "a bucket that admits another account",
    tampering("data", "aws_s3_bucket_policy", "blobs_policy", "policy", (statements) => [
      ...statements,
      {
        Sid: "Hostile",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::999999999999:root" },
        Action: ["s3:GetObject"],
        Resource: [`${reference("aws_s3_bucket.blobs_bucket.arn")}/*`],
      },
    ]),
    /Other accounts can s3:GetObject/,
  ],
  [
    "an endpoint for everybody's credentials",
    tampering("network", "aws_vpc_endpoint", "endpoints_secretsmanager", "policy", (statements) =>
      statements.map(({ Condition: _, ...statement }) => statement),
    ),
    /Credentials of another .* can secretsmanager/,
  ],
];

describe("the tables object to", () => {
  let report = "";
  beforeAll(async () => {
    // All at once: each is of another policy, and one report takes seconds.
    report = (await objections(cases.reduce((graph, [, tamper]) => tamper(graph), prod))).join("\n");
  }, 60_000);

  it.each(cases)("%s", (_, __, says) => {
    expect(report).toMatch(says);
  });

  it.each<readonly [name: string, tamper: (graph: Graph) => Graph, unknown: string]>([
    [
      "a workload that may do whatever is not listed",
      granting("langfuse", "identity_policy", { NotAction: ["iam:*"], Resource: ["*"] }),
      "what prod-langfuse/aws_iam_role_policy.identity_policy says by a negation",
    ],
    [
      "a policy of a kind that nobody reads",
      withPolicyOf("aws_sqs_queue_policy", { policy: '{"Statement":[]}' }),
      "prod-data/aws_sqs_queue_policy.intruder",
    ],
    [
      "a role in a template",
      withPolicyOf("aws_cloudformation_stack", { template_body: '{"Type":"AWS::IAM::Role"}' }),
      "the template in prod-data/aws_cloudformation_stack.intruder",
    ],
  ])("%s", (_, tamper, unknown) => {
    expect(unknownPolicies(accountOf(tamper(prod)))).toEqual([unknown]);
  });

  it("a role that nobody has heard of", () => {
    expect(() => subjectsOf(accountOf(withNewRole(prod)))).toThrow(/role 'intruder' has no claims/);
  });
});

/** What `permissions.test.ts` would say. */
async function objections(graph: Graph): Promise<string[]> {
  const account = accountOf(graph);
  const rows = await rowsOf(account);
  return [
    ...rows
      .filter(({ permitted, decision }) => permitted !== (decision.result === "Allowed"))
      .map(
        ({ party, permitted, action, resource }) =>
          `${party} ${permitted ? "cannot" : "can"} ${action} on ${resource}`,
      ),
    ...unproven(statementsOfAccount(account), rows),
  ];
}

/** One more statement of a role's own policy. */
function granting(stack: string, name: string, grant: Block) {
  return tampering(stack, "aws_iam_role_policy", name, "policy", (statements) => [
    ...statements,
    { Sid: "Hostile", Effect: "Allow", ...grant },
  ]);
}

/** Who becomes a role, changed. */
function inRole(stack: string, name: string, change: (statement: Block) => Block) {
  return tampering(stack, "aws_iam_role", name, "assume_role_policy", (statements) => statements.map(change));
}

function tampering(
  stack: string,
  type: string,
  name: string,
  argument: string,
  change: (statements: readonly Block[]) => readonly Block[],
) {
  return (graph: Graph) =>
    tampered(graph, stack, (resources) => {
      const block = resources[type]?.[name];
      if (!block) throw new Error(`'${stack}' has no '${type}.${name}'`);
      const { Statement, ...rest } = JSON.parse(String(block[argument]));
      block[argument] = JSON.stringify({ ...rest, Statement: change(Statement) });
    });
}

function withPolicyOf(type: string, block: Block) {
  return (graph: Graph) =>
    tampered(graph, "data", (resources) => {
      resources[type] = { ...resources[type], intruder: block };
    });
}

function withNewRole(graph: Graph): Graph {
  return tampered(graph, "langfuse", ({ aws_iam_role = {} }) => {
    aws_iam_role.intruder = { ...aws_iam_role.identity_role, name: "langfuse-prod-intruder" };
  });
}
