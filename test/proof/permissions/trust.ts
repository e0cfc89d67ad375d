import type { Claims, World } from "./claim";
import { trustedOf } from "./trusted";

/** Services that run code of whoever calls them: none of them becomes a role of ours unless it is the one. */
const SERVICES = ["lambda", "ec2", "ecs-tasks", "eks", "pods.eks", "codebuild", "glue", "ssm"].map(
  (service) => `${service}.amazonaws.com`,
);

/** What is claimed of becoming one role. */
export function trustClaims({ account }: World, name: string, arn: string): Pick<Claims, "may" | "mayNot"> {
  const trusted = trustedOf(account, name);
  const { as, actions, context, through, forgeries, also = [] } = trusted;
  const ask = { actions, resources: [arn], as: [as], through };
  const services = SERVICES.filter((service) => service !== as);
  return {
    may: [context, ...also].map((admitted) => ({ ...ask, why: "Becoming it", context: admitted })),
    mayNot: [
      ...Object.entries(forgeries).map(([why, change]) => ({
        ...ask,
        why,
        context: { ...context, ...change },
      })),
      {
        actions: ["sts:AssumeRole"],
        resources: [arn],
        as: services,
        // As if they acted for whoever may.
        context,
        why: "Services that run anybody's code",
      },
      {
        actions: ["sts:AssumeRoleWithWebIdentity"],
        resources: [arn],
        as: [`arn:aws:iam::${account.environment.accountId}:oidc-provider/login.example.com`],
        context: { "login.example.com:sub": "x", "login.example.com:aud": "sts.amazonaws.com" },
        why: "Identity providers of others",
      },
    ],
  };
}
