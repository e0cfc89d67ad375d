import { createServer, type Server } from "node:http";
import { environments } from "../../../environments";
import { reachOf } from "../../../stacks/bootstrap/reach";
import { copiesAbroad } from "../../../stacks/teardown/leftovers";
import { deleteRestored } from "../../../stacks/teardown/restored";

const environment = (name: string) => {
  const found = environments.find((one) => one.name === name);
  if (!found) throw new Error(`no environment '${name}'`);
  return found;
};

/** Instances of an RDS that does what it is told: their subnet groups, and whether they are protected. */
const instances = new Map<string, { readonly group: string; readonly isProtected?: boolean }>();

const rds: Server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => {
    body += part;
  });
  request.on("end", () => {
    const asked = new URLSearchParams(body);
    const id = asked.get("DBInstanceIdentifier");
    const isDeleted = asked.get("Action") === "DeleteDBInstance" && instances.delete(id ?? "");
    if (id && !isDeleted) {
      response.writeHead(404);
      return response.end("<ErrorResponse><Error><Code>DBInstanceNotFound</Code></Error></ErrorResponse>");
    }
    const described = [...instances].map(
      ([name, { group, isProtected }]) => `<DBInstance><DBInstanceIdentifier>${name}</DBInstanceIdentifier>
        <DBSubnetGroup><DBSubnetGroupName>${group}</DBSubnetGroupName></DBSubnetGroup>
        <DeletionProtection>${isProtected === true}</DeletionProtection></DBInstance>`,
    );
    response.end(`<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances>${described.join("")}
      </DBInstances></DescribeDBInstancesResult></DescribeDBInstancesResponse>`);
  });
});

beforeAll((done) => {
  rds.listen(0, "127.0.0.1", () => {
    const address = rds.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
    done();
  });
});
afterAll((done) => {
  rds.close(done);
  rds.closeAllConnections();
});
beforeEach(() => instances.clear());

describe("a teardown", () => {
  it("deletes databases that stand beside the environment's in its network, and no other", async () => {
    const group = "langfuse-dev-postgres";
    instances.set("langfuse-dev-postgres", { group });
    instances.set("langfuse-dev-postgres-before-20261122t091459z", { group });
    instances.set("awsbackup-restore-test-1", { group });
    instances.set("awsbackup-restore-test-2", { group: "langfuse-staging-postgres" });
    instances.set("somebody-elses", { group });
    const deleted = await deleteRestored(reachOf(environment("dev")));
    expect(deleted).toHaveLength(2);
    expect([...instances.keys()]).toEqual([
      "langfuse-dev-postgres",
      "awsbackup-restore-test-2",
      "somebody-elses",
    ]);
  });

  it("deletes none that is protected, and says how to", async () => {
    const id = "langfuse-dev-postgres-before-20261122t091459z";
    instances.set(id, { group: "langfuse-dev-postgres", isProtected: true });
    await expect(deleteRestored(reachOf(environment("dev")))).rejects.toThrow(
      `database ${id} is protected from deletion; when nobody misses what it holds, run 'aws rds modify-db-instance`,
    );
    expect([...instances.keys()]).toEqual([id]);
  });

  it("names what another account keeps, where there is one", () => {
    expect(copiesAbroad(reachOf(environment("dev")))).toEqual([]);
    const prod = environment("prod");
    expect(copiesAbroad(reachOf(prod))).toEqual([
      `everything in account ${prod.disasterRecovery?.vaultAccount?.accountId} that begins with langfuse-prod-vault, costs money until its administrator ` +
        "removes it (runbooks/procedures/bootstrap.md#remove)",
    ]);
  });
});
