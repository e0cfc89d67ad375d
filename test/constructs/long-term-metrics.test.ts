import { LongTermMetrics } from "../../constructs/long-term-metrics";
import { synthesizeConstruct } from "../support/construct";
import { statementsOf } from "../support/policies";
import { ofType } from "../support/terraform-json";

const id = "ws-00000000-0000-4000-8000-000000000001";
const workspaceArn = `arn:aws:aps:eu-central-1:111111111111:workspace/${id}`;

it("writes to the workspace in its own region, with a role that may do nothing else", () => {
  let written: unknown;
  const json = synthesizeConstruct((stack) => {
    written = new LongTermMetrics(stack, "long-term", {
      account: { accountId: "111111111111", region: "eu-west-1" },
      cluster: { name: "cluster", oidcProviderArn: "arn:provider", oidcIssuer: "issuer" },
      roleName: "langfuse-dev-prometheus",
      workspaceArn,
    }).remoteWrite;
  });
  expect(written).toEqual({
    url: `https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/${id}/api/v1/remote_write`,
    sigv4: { region: "eu-central-1" },
  });
  expect(statementsOf(ofType(json, "aws_iam_role_policy")[0])).toMatchObject([
    { Action: ["aps:RemoteWrite"], Resource: [workspaceArn] },
  ]);
  expect(ofType(json, "aws_eks_pod_identity_association")).toMatchObject([
    { arguments: { namespace: "observability", service_account: "kube-prometheus-stack-prometheus" } },
  ]);
});
