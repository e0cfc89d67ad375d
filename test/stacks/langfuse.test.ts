import { manifestsOf } from "../support/manifests";
import { dependenciesOf, synthesizedStack } from "../support/platform";
import { ofType } from "../support/terraform-json";

const { json, environment } = synthesizedStack("prod-langfuse");
const releases = ofType(json, "helm_release");
const release = (name: string) => releases.find(({ arguments: { name: own } }) => own === name)?.arguments;

it("waits for every stack whose address or operator it uses", () => {
  expect(dependenciesOf("prod-langfuse")).toEqual([
    "prod-clickhouse",
    "prod-cluster",
    "prod-data",
    "prod-network",
    "prod-platform",
  ]);
});

it("prepares the stores before the pods, and sends traffic after them", () => {
  const after = (name: string) => [release(name)?.depends_on].flat();
  expect(after("database-role")).toEqual(["helm_release.langfuse_foundation_release"]);
  expect(after("langfuse-migration")).toEqual(["helm_release.database_role_release"]);
  expect(after("langfuse")).toEqual([
    "helm_release.langfuse_migration_release",
    "aws_eks_pod_identity_association.identity_association",
  ]);
  expect(after("langfuse-traffic")).toEqual(["helm_release.langfuse_release"]);
});

it.each(["database-role", "langfuse-migration"])("waits for %s for longer than it may take", (name) => {
  const job = manifestsOf(json).find(({ kind, metadata }) => kind === "Job" && metadata.name === name);
  const deadline = Reflect.get(Object(job?.spec), "activeDeadlineSeconds");
  expect(Number(release(name)?.timeout)).toBeGreaterThan(deadline);
});

it("holds the connections of a pod to what the schema calculated with, and gives up statements without an answer", () => {
  expect(JSON.stringify(release("langfuse"))).toMatch(
    /sslmode=require&[^"]*&connection_limit=20&socket_timeout=100/,
  );
});

it("mounts the authority of the database into whatever connects to it, and nothing else", () => {
  const mounts = manifestsOf(json).flatMap((manifest) =>
    JSON.stringify(manifest).includes('"mountPath":"/etc/postgres-authority"')
      ? [manifest.metadata.name]
      : [],
  );
  expect(mounts).toEqual(["database-role", "langfuse-migration", "background-migrations", "postgres-rows"]);
  expect(JSON.stringify(release("langfuse"))).toContain("/etc/postgres-authority");
});

it("gives a statement of the migration the time that it takes", () => {
  const job = JSON.stringify(release("langfuse-migration"));
  expect(job).toContain("&connection_limit=20");
  expect(job).not.toContain("socket_timeout");
});

it("tells which addresses to enter at the identity provider", () => {
  expect(json.output).toMatchObject({
    callback_url_okta: { value: `https://${environment.edge.domain}/api/auth/callback/okta` },
  });
});
