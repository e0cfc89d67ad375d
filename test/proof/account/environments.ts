import { environments } from "../../../environments";
import { defineEnvironment, type Environment } from "../../../environments/schema";
import { environmentFile } from "../../support/environment-file";
import { synthesizedStacks } from "../../support/platform";
import { synthesizedNow } from "../../support/synthesized-now";
import { Graph } from "./graph";

/** What the three environments do not use, so that its roles and paths are proven, too. */
const everything = defineEnvironment(
  environmentFile({
    name: "sample",
    "observability.longTerm": {
      kind: "managed-prometheus",
      workspaceArn: "arn:aws:aps:eu-west-1:111111111111:workspace/ws-00000000-0000-4000-8000-000000000000",
    },
    "alerting.receivers": [
      {
        kind: "sns",
        name: "topic",
        severities: ["critical", "warning"],
        topicArn: "arn:aws:sns:eu-west-1:111111111111:on-call",
        topicKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-4000-8000-00000000000a",
      },
    ],
    "edge.exposure": "internal",
    "edge.interfaceAllowList": ["10.0.0.0/8"],
    "edge.ingestionAllowList": ["10.0.0.0/8"],
  }),
);

/** The graph of every environment, and of one more that uses what those leave out. */
export function graphs(): Graph[] {
  const stacks = synthesizedStacks();
  return [
    ...environments.map(
      (environment) =>
        new Graph(
          environment,
          stacks.filter((stack) => stack.environment === environment),
        ),
    ),
    graphOf(everything),
  ];
}

/** The graph of an environment that was not synthesized yet. */
export function graphOf(environment: Environment): Graph {
  return new Graph(environment, synthesizedNow([environment]));
}
