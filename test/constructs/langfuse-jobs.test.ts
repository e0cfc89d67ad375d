import { databaseRole } from "../../constructs/database-role";
import { langfuseMigration } from "../../constructs/langfuse-migration";
import { clickhouse, keys, postgres } from "../support/langfuse";

describe("the job that makes the database role", () => {
  const { spec, metadata } = databaseRole({ postgres, keys });
  const [container] = containersOf(spec);

  it("runs before its release and stays for its log", () => {
    expect(metadata.annotations).toEqual({
      "helm.sh/hook": "pre-install,pre-upgrade",
      "helm.sh/hook-delete-policy": "before-hook-creation",
    });
  });

  it("may do nothing in the container, and knows nobody in the cluster", () => {
    expect(spec.template.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(container?.securityContext).toEqual({
      runAsUser: 70,
      runAsGroup: 70,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("reads the master user from a Secret and connects to nobody but the server", () => {
    expect(container?.env).toEqual(
      expect.arrayContaining([
        { name: "PGSSLMODE", value: "verify-full" },
        { name: "PGSSLROOTCERT", value: "/etc/postgres-authority/authority.pem" },
        { name: "PGPASSWORD", valueFrom: { secretKeyRef: { name: "postgres-master", key: "password" } } },
        {
          name: "PASSWORD",
          valueFrom: { secretKeyRef: { name: "langfuse-passwords", key: "postgres-password-2" } },
        },
      ]),
    );
  });

  it("never writes the password into a statement, which the server would log", () => {
    const script = String(container?.command?.at(-1));
    expect(script).toContain("\\\\password");
    expect(script).not.toMatch(/(CREATE|ALTER) ROLE[^;]*PASSWORD/);
  });

  it("holds nothing that Kubernetes would take for a variable of its own", () => {
    expect(String(container?.command?.at(-1))).not.toContain("$(");
  });
});

describe("the migration", () => {
  const props = { version: "4.16.0", postgres, databaseArgs: "sslmode=require", clickhouse, keys };
  const { spec } = langfuseMigration({ ...props, clickhouseReplicas: 3 });

  it("runs the start script of the same version, and then nothing", () => {
    expect(containersOf(spec)).toMatchObject([
      { image: "docker.io/langfuse/langfuse:4.16.0", args: ["true"] },
    ]);
  });

  it("waits until every replica of ClickHouse answers", () => {
    expect(JSON.stringify(initContainersOf(spec))).toContain("throwIf(count() < 3)");
  });

  it("gets the secrets of the two stores that it migrates, and no other", () => {
    const secrets = containersOf(spec)
      .flatMap(({ env }) => env)
      .filter((variable) => "valueFrom" in variable)
      .map(({ name }) => name);
    expect(secrets).toEqual(["DATABASE_PASSWORD", "CLICKHOUSE_PASSWORD"]);
  });
});

type Spec = ReturnType<typeof langfuseMigration>["spec"];

function containersOf({ template }: Spec) {
  return template.spec.containers;
}

function initContainersOf({ template }: Spec) {
  return template.spec.initContainers;
}
