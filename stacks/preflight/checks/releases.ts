import type { Check } from "../check";

/** One line for each revision of each release, of Helm's own labels; what they hold is not asked for. */
const REVISIONS =
  "jsonpath={range .items[*]}{.metadata.namespace} {.metadata.labels.name} {.metadata.labels.version} " +
  '{.metadata.labels.status}{"\\n"}{end}';

/** That Helm has finished with every release: it takes up none that it believes to be in work. */
export const releases: Check = {
  subject: "releases of Helm",
  asks: true,
  reasons: async ({ ask, environment }) => {
    const printed = await ask("kubectl", ["get", "secrets", "-A", "-l", "owner=helm", "-o", REVISIONS]);
    const newest = new Map<string, { readonly revision: number; readonly status: string }>();
    for (const line of printed.split("\n").filter(Boolean)) {
      const [namespace, name, revision, status = ""] = line.split(" ");
      const release = `${namespace}/${name}`;
      // An older revision may say for ever that it is pending.
      if (Number(revision) > (newest.get(release)?.revision ?? 0))
        newest.set(release, { revision: Number(revision), status });
    }
    return [...newest]
      .filter(([, { status }]) => status.startsWith("pending-") || status === "uninstalling")
      .map(
        ([release, { status }]) =>
          `release '${release}' is ${status}: somebody is at it, or was cut off; ` +
          `wait, or run 'npm run adopt -- ${environment.name}' (runbooks/procedures/deploy.md)`,
      );
  },
};
