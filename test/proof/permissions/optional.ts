import type { Claims, World } from "./claim";
import { strangersBuckets } from "./strangers-buckets";

/** Alertmanager, where a receiver is a topic. */
export function alertmanagerClaims(world: World): Claims {
  const topics = world.account.environment.alerting.receivers.flatMap((receiver) =>
    receiver.kind === "sns" ? [receiver] : [],
  );
  const keys = topics.flatMap(({ topicKeyArn }) => topicKeyArn ?? []);
  return {
    who: "Alertmanager, where a receiver of alerts is a topic",
    may: [
      { why: "Alerts", actions: ["sns:Publish"], resources: topics.map(({ topicArn }) => topicArn) },
      {
        why: "Their encryption, by way of SNS only",
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        resources: keys,
        context: world.via("sns"),
      },
    ],
    mayNot: [
      { why: "Topics of others", actions: ["sns:Publish"], resources: [world.arn("sns", "billing")] },
      {
        why: "It tells, and invites nobody",
        actions: ["sns:Subscribe"],
        resources: topics.map(({ topicArn }) => topicArn),
      },
      { why: "The key is for messages", actions: ["kms:Decrypt"], resources: keys },
      ...strangersBuckets(world, "s3:PutObject"),
    ],
  };
}

/** Prometheus, where samples have a second home. */
export function prometheusClaims(world: World): Claims {
  const { longTerm } = world.account.environment.observability;
  const workspace = longTerm.kind === "none" ? "" : longTerm.workspaceArn;
  return {
    who: "Prometheus, where samples have a second home",
    may: [{ why: "Samples", actions: ["aps:RemoteWrite"], resources: [workspace] }],
    mayNot: [
      {
        why: "It writes and neither reads nor removes",
        actions: ["aps:QueryMetrics", "aps:DeleteWorkspace"],
        resources: [workspace],
      },
      {
        why: "Workspaces of others",
        actions: ["aps:RemoteWrite"],
        resources: [workspace.replace(/.{4}$/, "ffff")],
      },
      ...strangersBuckets(world, "s3:PutObject"),
    ],
  };
}
