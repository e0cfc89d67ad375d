import { CloudFormation } from "../shim/cloudformation";
import { motoWith, queryCall, textOf } from "./calls";

const account = "eu-west-1:111111111111";
const secret = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:cache-AbCdEf";
const template = (password: string) =>
  JSON.stringify({
    Resources: {
      User: {
        Type: "AWS::ElastiCache::User",
        Properties: {
          UserId: "u",
          UserName: "u",
          Engine: "valkey",
          AccessString: "on",
          Passwords: [password],
        },
      },
    },
  });
const reference = `{{resolve:secretsmanager:${secret}:SecretString:::version-1}}`;
const moto = () =>
  motoWith({
    CreateStack: "created",
    UpdateStack: "updated",
    DeleteStack: "deleted",
    CreateUser: "",
    ModifyUser: "",
    DeleteUser: "",
    GetSecretValue: { SecretString: "from the secret" },
  });

const stack = (operation: string, password?: string) =>
  queryCall("cloudformation", operation, {
    StackName: "users",
    ...(password === undefined ? {} : { TemplateBody: template(password) }),
  });

describe("the shim of CloudFormation", () => {
  it("makes the users of a stack with the password that their secret holds, and lets moto make the rest", async () => {
    const { answer, calls } = moto();
    const { layer } = new CloudFormation(account);
    expect(await textOf(layer(stack("CreateStack", reference), answer))).toBe("created");
    expect(calls.map(({ operation }) => operation)).toEqual(["GetSecretValue", "CreateUser", "CreateStack"]);
    expect(JSON.parse(calls[0]?.body.toString() ?? "")).toEqual({ SecretId: secret, VersionId: "version-1" });
    expect(calls[1]?.parameters.get("Passwords.member.1")).toBe("from the secret");
  });

  it("changes known users, and deletes them with their stack", async () => {
    const { answer, calls } = moto();
    const { layer } = new CloudFormation(account);
    await layer(stack("CreateStack", reference), answer);
    await layer(stack("UpdateStack", reference), answer);
    await layer(stack("DeleteStack"), answer);
    const users = calls.filter(({ service }) => service === "elasticache");
    expect(users.map(({ operation }) => operation)).toEqual(["CreateUser", "ModifyUser", "DeleteUser"]);
  });

  it("keeps what a template keeps, in the word that moto knows", async () => {
    const { answer, calls } = moto();
    const TemplateBody = JSON.stringify({ Resources: { Key: { DeletionPolicy: "RetainExceptOnCreate" } } });
    await new CloudFormation(account).layer(
      queryCall("cloudformation", "CreateStack", { StackName: "bootstrap", TemplateBody }),
      answer,
    );
    const sent = new URLSearchParams(calls[0]?.body.toString()).get("TemplateBody");
    expect(sent).toBe('{"Resources":{"Key":{"DeletionPolicy":"Retain"}}}');
  });

  it("detaches the policies of a stack's roles before moto deletes them, and deletes its policies, as AWS does", async () => {
    const { answer, calls } = motoWith({
      DeleteStack: "deleted",
      ListStackResources: `<member><PhysicalResourceId>key</PhysicalResourceId><ResourceType>AWS::KMS::Key</ResourceType></member>
        <member><PhysicalResourceId>deploy</PhysicalResourceId><ResourceType>AWS::IAM::Role</ResourceType></member>
        <member><PhysicalResourceId>own</PhysicalResourceId><ResourceType>AWS::IAM::ManagedPolicy</ResourceType></member>`,
      ListAttachedRolePolicies: "<PolicyArn>first</PolicyArn><PolicyArn>second</PolicyArn>",
      DetachRolePolicy: "",
      DeletePolicy: "",
    });
    expect(await textOf(new CloudFormation(account).layer(stack("DeleteStack"), answer))).toBe("deleted");
    const detached = calls.filter(({ operation }) => operation === "DetachRolePolicy");
    expect(
      detached.map(({ parameters }) => [parameters.get("RoleName"), parameters.get("PolicyArn")]),
    ).toEqual([
      ["deploy", "first"],
      ["deploy", "second"],
    ]);
    const last = calls.at(-1);
    expect([last?.operation, last?.parameters.get("PolicyArn")]).toEqual(["DeletePolicy", "own"]);
  });

  it("refuses a password in the template, and a secret that does not exist", async () => {
    const { answer } = moto();
    const { layer } = new CloudFormation(account);
    expect(await textOf(layer(stack("CreateStack", "in the open"), answer))).toContain("no reference");
    expect((await layer(stack("CreateStack", reference), motoWith({}).answer)).status).toBe(400);
  });
});
