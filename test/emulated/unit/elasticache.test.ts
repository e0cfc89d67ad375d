import { ElastiCache } from "../shim/elasticache";
import { motoWith, queryCall, textOf } from "./calls";

function elastiCache() {
  const { layer } = new ElastiCache("eu-west-1:111111111111");
  const { answer, calls } = motoWith({});
  const ask = (operation: string, parameters: Record<string, string> = {}) =>
    layer(queryCall("elasticache", operation, parameters), answer);
  return { ask, calls };
}

const user = {
  UserId: "u",
  UserName: "u",
  Engine: "valkey",
  AccessString: "on ~* <&>",
  "Passwords.member.1": "CANARY",
};

describe("the shim of ElastiCache", () => {
  it("keeps what was created, escapes it, and never shows a password", async () => {
    const { ask, calls } = elastiCache();
    await ask("CreateUser", user);
    const text = await textOf(ask("DescribeUsers", { UserId: "u" }));
    expect(text).toContain("<AccessString>on ~* &#60;&#38;&#62;</AccessString>");
    expect(text).toContain("<ARN>arn:aws:elasticache:eu-west-1:111111111111:user:u</ARN>");
    expect(text).toContain("<PasswordCount>1</PasswordCount>");
    expect(text).not.toContain("CANARY");
    expect(calls).toEqual([]);
  });

  it("refuses a reference to what does not exist, and to delete what something refers to", async () => {
    const { ask } = elastiCache();
    const group = { UserGroupId: "g", Engine: "valkey", "UserIds.member.1": "u" };
    expect(await textOf(ask("CreateUserGroup", group))).toContain("<Code>UserNotFound</Code>");
    await ask("CreateUser", user);
    expect((await ask("CreateUserGroup", group)).status).toBe(200);
    expect(await textOf(ask("DeleteUser", { UserId: "u" }))).toContain("<Code>UserInUse</Code>");
    await ask("DeleteUserGroup", { UserGroupId: "g" });
    expect((await ask("DeleteUser", { UserId: "u" })).status).toBe(200);
    expect(await textOf(ask("DescribeUsers", { UserId: "u" }))).toContain("<Code>UserNotFound</Code>");
  });

  it("shows the parameters of a group, and changes them", async () => {
    const { ask } = elastiCache();
    const name = { CacheParameterGroupName: "p" };
    const parameter = (value: string) => ({
      ...name,
      "ParameterNameValues.ParameterNameValue.1.ParameterName": "maxmemory-policy",
      "ParameterNameValues.ParameterNameValue.1.ParameterValue": value,
    });
    await ask("CreateCacheParameterGroup", { ...name, CacheParameterGroupFamily: "valkey8" });
    await ask("ModifyCacheParameterGroup", parameter("noeviction"));
    expect(await textOf(ask("DescribeCacheParameters", name))).toContain(
      "<ParameterValue>noeviction</ParameterValue>",
    );
    expect(await textOf(ask("DescribeCacheParameterGroups", name))).toContain("valkey8");
  });

  it("shows each node of a replication group", async () => {
    const { ask } = elastiCache();
    await ask("CreateReplicationGroup", {
      ReplicationGroupId: "r",
      NumCacheClusters: "2",
      EngineVersion: "8.2",
    });
    const text = await textOf(ask("DescribeCacheClusters"));
    expect(text.match(/<CacheClusterId>[^<]*/g)).toEqual(["<CacheClusterId>r-001", "<CacheClusterId>r-002"]);
  });

  it("refuses an operation that it does not know, instead of leaving it to moto", async () => {
    const { ask, calls } = elastiCache();
    expect(await textOf(ask("RebootCacheCluster"))).toContain("<Code>InvalidAction</Code>");
    expect(calls).toEqual([]);
  });
});
