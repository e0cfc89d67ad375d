import { allowsAction, boundTo, identityPlaces, listed, type RenderedStatement } from "../policy-statements";
import type { Rule } from "../rule";
import { forbids } from "../statement-rule";
import { actionsWithoutResource } from "./unbounded-actions";

/** Who may do what: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html */
export const identityRules: readonly Rule[] = [
  forbids({
    id: "iam-no-wildcard-action",
    rows: ["K3"],
    title: "No workload may do everything, or everything of one service",
    upstream: ["CKV_AWS_62", "CKV_AWS_63", "AVD-AWS-0057", "Nag IAM5"],
    places: identityPlaces.filter(({ type }) => type.startsWith("aws_")),
    violates: ({ Effect, Action, NotAction }) =>
      Effect === "Allow" &&
      (NotAction !== undefined || listed(Action).some((action) => /^(\*|[a-z0-9-]+:\*+)$/.test(action))),
    problem: "allows a wildcard action",
    where: isAllow,
    worse: [
      (statement) => ({ ...statement, Action: ["s3:*"] }),
      ({ Action: _, ...statement }) => ({ ...statement, NotAction: ["iam:*"] }),
    ],
  }),
  forbids({
    id: "iam-never-everything",
    rows: ["K3"],
    title: "No role, the deployer's included, may do every action of every service",
    upstream: ["CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_286", "AVD-AWS-0057"],
    places: identityPlaces,
    violates: ({ Effect, Action, NotAction }) =>
      Effect === "Allow" &&
      (NotAction !== undefined ||
        listed(Action).some((action) => action === "*" || action === "*:*" || action === "iam:*")),
    problem: "allows everything",
    where: isAllow,
    worse: [
      (statement) => ({ ...statement, Action: ["*"] }),
      ({ Action: _, ...statement }) => ({ ...statement, NotAction: ["iam:*"] }),
    ],
  }),
  forbids({
    id: "iam-no-wildcard-resource",
    rows: ["K3"],
    title: "No workload may act on everything, unless AWS gives the action no resource",
    upstream: [
      "CKV_AWS_355",
      "CKV_AWS_356",
      "CKV_AWS_288",
      "CKV_AWS_290",
      "AVD-AWS-0345",
      "AVD-AWS-0342",
      "Nag IAM5",
    ],
    places: identityPlaces.filter(({ type }) => type.startsWith("aws_")),
    violates: (statement) =>
      statement.Effect === "Allow" &&
      (statement.NotResource !== undefined ||
        listed(statement.Resource).some((resource) => isEverything(resource, statement))) &&
      !listed(statement.Action).every((action) => action in actionsWithoutResource),
    problem: "allows an action on every resource",
    where: isAllow,
    worse: [
      (statement) => ({ ...statement, Action: ["s3:GetObject"], Resource: ["*"] }),
      (statement) => ({ ...statement, Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::*"] }),
      ({ Condition: _, ...statement }) => ({
        ...statement,
        Action: ["kms:Decrypt"],
        Resource: ["arn:aws:kms:eu-west-1:333333333333:key/*"],
      }),
      ({ Resource: _, ...statement }) => ({
        ...statement,
        Action: ["s3:GetObject"],
        NotResource: ["arn:aws:s3:::x"],
      }),
    ],
  }),
  forbids({
    id: "pass-role-bounded",
    rows: ["K3"],
    title: "Who hands over a role says to which service",
    upstream: ["CKV_AWS_286", "AVD-AWS-0342", "CKV_AWS_274"],
    places: identityPlaces,
    violates: (statement) =>
      allowsAction(statement, "iam:PassRole") && !namesServices(boundTo(statement, /^iam:PassedToService$/i)),
    problem: "hands over roles to any service",
    where: isAllow,
    worse: [
      ({ Condition: _, ...statement }) => ({ ...statement, Action: ["iam:PassRole"] }),
      ({ Condition: _, ...statement }) => ({ ...statement, Action: ["iam:Pass*"] }),
      (statement) => ({
        ...statement,
        Action: ["iam:PassRole"],
        Condition: { StringLike: { "iam:PassedToService": "*" } },
      }),
      (statement) => ({
        ...statement,
        Action: ["iam:PassRole"],
        Condition: { StringNotEquals: { "iam:PassedToService": "eks.amazonaws.com" } },
      }),
    ],
  }),
];

/** Everything of AWS, everything of a service, or whatever key is not told by its alias. */
function isEverything(resource: string, { Condition }: RenderedStatement): boolean {
  return (
    /^(\*|arn:([^:]*:){4}\*.*)$/.test(resource) || (/:key\/\*$/.test(resource) && Condition === undefined)
  );
}

function namesServices(services: readonly string[]): boolean {
  return services.length > 0 && services.every((service) => !service.includes("*"));
}

function isAllow({ Effect }: RenderedStatement): boolean {
  return Effect === "Allow";
}
