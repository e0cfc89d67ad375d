import { reportOn } from "../support/environment-file";

const workspace = (account: string) =>
  `arn:aws:aps:eu-west-1:${account}:workspace/ws-00000000-0000-4000-8000-000000000001`;

describe("observability is refused for", () => {
  it("a production that forgets too soon and tells nobody when the cluster is gone", () => {
    expect(
      reportOn({
        "observability.retentionDays": 7,
        "observability.alarmEmails": [],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be at least 30 in production, because error budgets are counted over 30 days
        → at observability.retentionDays: 7
      ✖ must name somebody in production: when the cluster is gone, its own alerting is gone with it
        → at observability.alarmEmails: an empty list"
    `);
  });

  it("a workspace of another account", () => {
    expect(
      reportOn({
        "observability.longTerm": {
          kind: "managed-prometheus",
          workspaceArn: workspace("222222222222"),
        },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ belongs to account 222222222222; Prometheus writes with a role of 111111111111, so make a workspace there
        → at observability.longTerm.workspaceArn: "arn:aws:aps:eu-west-1:222222222222:workspace/ws-00000000-0000-4000-8000-000000000001""
    `);
  });

  it("the name of a workspace instead of its ARN", () => {
    expect(
      reportOn({
        "observability.longTerm": {
          kind: "managed-prometheus",
          workspaceArn: "metrics",
        },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the ARN of a workspace; 'aws amp list-workspaces' prints it
        → at observability.longTerm.workspaceArn: "metrics""
    `);
  });
});

it("takes a workspace of its own account", () => {
  expect(
    reportOn({
      "observability.longTerm": {
        kind: "managed-prometheus",
        workspaceArn: workspace("111111111111"),
      },
    }),
  ).toBe("valid");
});
