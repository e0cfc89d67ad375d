import { intruder } from "../mutants";
import { type Platform, resources } from "../platform";
import {
  boundTo,
  endpointPlaces,
  identityPlaces,
  type RenderedStatement,
  resourcePlaces,
  trustPlaces,
} from "../policy-statements";
import type { Rule } from "../rule";
import { forbids } from "../statement-rule";

/** Who may become whom: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
export const trustRules: readonly Rule[] = [
  forbids({
    id: "no-open-principal",
    rows: ["S2", "K1"],
    title: "Everyone is named only to be refused",
    upstream: ["CKV_AWS_70", "CKV_AWS_33", "AVD-AWS-0065", "CKV_AWS_319"],
    places: [...resourcePlaces, ...trustPlaces],
    violates: ({ Effect, Principal, NotPrincipal }) =>
      Effect === "Allow" && (JSON.stringify(Principal ?? "").includes('"*"') || NotPrincipal !== undefined),
    problem: "allows everyone",
    where: isAllow,
    worse: [
      (statement) => ({ ...statement, Principal: { AWS: ["*"] } }),
      ({ Principal: _, ...statement }) => ({
        ...statement,
        NotPrincipal: { AWS: "arn:aws:iam::999999999999:root" },
      }),
    ],
  }),
  forbids({
    id: "confused-deputy",
    rows: ["K4"],
    title: "An AWS service that acts for us must come from our account",
    upstream: ["FSBP", "CKV_AWS_111"],
    places: [...resourcePlaces, ...trustPlaces, ...identityPlaces, ...endpointPlaces],
    violates: (statement, { accountId }) => namesService(statement) && !limitsSource(statement, accountId),
    problem:
      "lets a service act for others: bind aws:SourceAccount, aws:SourceArn or an encryption context to ours",
    where: namesService,
    worse: [
      ({ Condition: _, ...statement }) => statement,
      (statement) => ({ ...statement, Condition: { StringLike: { "aws:SourceAccount": "*" } } }),
      (statement) => ({ ...statement, Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } } }),
      (statement) => ({
        ...statement,
        Condition: { StringNotEquals: { "aws:SourceAccount": "333333333333" } },
      }),
    ],
  }),
  forbids({
    id: "web-identity-bounded",
    rows: ["E12"],
    title: "Whoever signs in by a token is one named subject, and the token was meant for AWS",
    upstream: ["CKV_AWS_60", "CKV_AWS_61", "AVD-AWS-0342"],
    places: trustPlaces,
    violates: (statement) =>
      isFederated(statement) &&
      !(
        exactKeys(statement).some((key) => /:sub$/.test(key)) &&
        exactKeys(statement).some((key) => /:aud$/.test(key))
      ),
    problem: "takes any subject, or a token meant for others",
    where: isFederated,
    worse: ({ Condition: _, ...statement }) => ({
      ...statement,
      Condition: { StringLike: { "x:sub": "*" } },
    }),
  }),
  forbids({
    id: "pod-identity-bounded",
    rows: ["E12", "E11"],
    title: "A role for pods is for one service account of one namespace of this cluster",
    upstream: ["CIS 5.2.1"],
    places: trustPlaces,
    violates: (statement) =>
      isPodIdentity(statement) &&
      ![
        /^aws:RequestTag\/kubernetes-namespace$/,
        /^aws:RequestTag\/kubernetes-service-account$/,
        /^aws:SourceArn$/,
      ].every((key) => isExact(boundTo(statement, key))),
    problem: "serves pods of other service accounts or clusters, too",
    where: isPodIdentity,
    worse: [
      ({ Condition = {}, ...statement }) => ({
        ...statement,
        Condition: { ...Condition, StringEquals: { "aws:SourceAccount": "333333333333" } },
      }),
      ({ Condition = {}, ...statement }) => ({
        ...statement,
        Condition: {
          ...Condition,
          StringEquals: undefined,
          StringLike: { ...Condition.StringEquals, "aws:RequestTag/kubernetes-service-account": "*" },
        },
      }),
      ({ Condition: { StringEquals } = {}, ...statement }) => ({ ...statement, Condition: { StringEquals } }),
    ],
  }),
  {
    id: "role-per-account",
    rows: ["E11"],
    title: "No two service accounts share a role",
    upstream: ["CIS 5.2.1"],
    appliesTo: () => true,
    check: (platform) => {
      const associations = resources(platform, "aws_eks_pod_identity_association");
      return associations
        .filter(({ arguments: { role_arn } }) => countOf(platform, role_arn) > 1)
        .map(({ address }) => ({ address, problem: "shares its role with another service account" }));
    },
    mutants: (platform) =>
      resources(platform, "aws_eks_pod_identity_association").flatMap(({ arguments: { role_arn } }) =>
        intruder(platform, "aws_eks_pod_identity_association", { role_arn, service_account: "other" }),
      ),
  },
];

function countOf(platform: Platform, role: unknown): number {
  const associations = resources(platform, "aws_eks_pod_identity_association");
  return associations.filter(({ arguments: { role_arn } }) => role_arn === role).length;
}

function isAllow({ Effect }: RenderedStatement): boolean {
  return Effect === "Allow";
}

function principalHas({ Principal }: RenderedStatement, key: string): boolean {
  return typeof Principal === "object" && Principal !== null && key in Principal;
}

function namesService(statement: RenderedStatement): boolean {
  return isAllow(statement) && principalHas(statement, "Service");
}

function isFederated(statement: RenderedStatement): boolean {
  return isAllow(statement) && principalHas(statement, "Federated");
}

function isPodIdentity(statement: RenderedStatement): boolean {
  return isAllow(statement) && JSON.stringify(statement.Principal ?? {}).includes("pods.eks.amazonaws.com");
}

/** Keys that are compared without wildcards. */
function exactKeys({ Condition = {} }: RenderedStatement): string[] {
  return Object.entries(Condition)
    .filter(([operator]) => /(^|:)StringEquals$/.test(operator))
    .flatMap(([, keys]) => Object.keys(keys));
}

/** Whether one of the keys that tell for whom a service acts names this account. */
function limitsSource(statement: RenderedStatement, accountId: string): boolean {
  const sources = boundTo(statement, /^(aws:Source(Account|Arn)|kms:EncryptionContext:.+)$/i);
  return sources.length > 0 && sources.every((source) => source.includes(accountId));
}

function isExact(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => !/[*?]/.test(value));
}
