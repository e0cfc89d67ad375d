import type { Environment } from "./index";
import type { Problem } from "./report";
import type { Rule } from "./rules";

/** Settings that Langfuse ignores without an enterprise license, silently: better to learn it here. */
export const licenseRules: readonly Rule[] = [
  projectRolesAreLicensed,
  noneNeedsAProjectRole,
  organizationCreatorsAreLicensed,
  retentionIsLicensed,
];

const UNLICENSED = "needs an enterprise license in access.licenseSecretArn";

function* projectRolesAreLicensed({ access }: Environment): Iterable<Problem> {
  const { defaultMembership, licenseSecretArn } = access;
  if (defaultMembership.kind === "invited-only" || licenseSecretArn !== undefined) return;
  if (defaultMembership.projectRole !== undefined)
    yield {
      path: ["access", "defaultMembership", "projectRole"],
      message: `${UNLICENSED}; without one give each team an organization of its own, with 'role' for all of it`,
    };
}

function* noneNeedsAProjectRole({ access: { defaultMembership } }: Environment): Iterable<Problem> {
  if (defaultMembership.kind === "invited-only" || defaultMembership.role !== "NONE") return;
  if (defaultMembership.projectRole === undefined)
    yield {
      path: ["access", "defaultMembership", "role"],
      message: "shows nothing without a projectRole, which needs a license; without one choose 'VIEWER'",
    };
}

function* organizationCreatorsAreLicensed({ access }: Environment): Iterable<Problem> {
  if (access.organizationCreators !== undefined && access.licenseSecretArn === undefined)
    yield {
      path: ["access", "organizationCreators"],
      message: `${UNLICENSED}; without one everybody may create organizations, so admit fewer people: assign them at the identity provider`,
    };
}

function* retentionIsLicensed({ access }: Environment): Iterable<Problem> {
  if (access.first.project.retentionDays !== undefined && access.licenseSecretArn === undefined)
    yield {
      path: ["access", "first", "project", "retentionDays"],
      message: `${UNLICENSED}; without one raw events expire after blobs.eventsDays, and old traces go by dropping ClickHouse's monthly partitions`,
    };
}
