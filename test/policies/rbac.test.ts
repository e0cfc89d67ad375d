import { synthesizedStacks } from "../support/platform";
import { rbacOf, rolesOf, subjectsOf } from "../support/rbac";

/** What would let a person read a Secret, in one step or in two. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  secrets: ["get", "list", "watch"],
  "pods/exec": ["get", "create"],
  "pods/attach": ["get", "create"],
  "pods/ephemeralcontainers": ["patch", "update"],
  "serviceaccounts/token": ["create"],
  serviceaccounts: ["impersonate"],
  users: ["impersonate"],
  groups: ["impersonate"],
  pods: ["create", "update", "patch"],
  jobs: ["create", "update", "patch"],
  cronjobs: ["create", "update", "patch"],
  daemonsets: ["create", "update", "patch"],
  externalsecrets: ["create", "update", "patch"],
};

describe.each(synthesizedStacks())("$name", ({ json }) => {
  const rbac = rbacOf(json);

  it("grants nothing by wildcard", () => {
    const words = rolesOf(rbac).flatMap(({ rules }) =>
      rules.flatMap(({ apiGroups, resources, verbs }) => [...apiGroups, ...resources, ...verbs]),
    );
    expect(words.filter((word) => word.includes("*"))).toEqual([]);
  });

  it("lets no person read a Secret, or put one into a pod", () => {
    const people = rolesOf(rbac).filter((role) =>
      subjectsOf(rbac, role).some(({ kind }) => kind !== "ServiceAccount"),
    );
    const granted = people.flatMap(({ metadata, rules }) =>
      rules.flatMap(({ resources, verbs }) =>
        resources.flatMap((resource) =>
          verbs
            .filter((verb) => SECRETS[resource]?.includes(verb))
            .map((verb) => `${metadata.name}: ${verb} ${resource}`),
        ),
      ),
    );
    expect(granted).toEqual([]);
  });

  it("binds every role to somebody", () => {
    for (const role of rolesOf(rbac)) expect(subjectsOf(rbac, role)).not.toEqual([]);
  });
});
