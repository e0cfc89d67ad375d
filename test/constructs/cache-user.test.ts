import { CacheUser } from "../../constructs/cache-user";
import { synthesizeConstruct } from "../support/construct";
import { ofType } from "../support/terraform-json";

const json = synthesizeConstruct((stack) => {
  new CacheUser(stack, "user", {
    name: "langfuse-test-cache",
    username: "langfuse",
    password: { arn: "arn:secret", versionId: "version-1" },
  });
});
const [stack] = ofType(json, "aws_cloudformation_stack");
const template = JSON.parse(String(stack?.arguments.template_body));

it("leaves it to CloudFormation to read the password, of exactly one version", () => {
  expect(template.Resources.User).toMatchObject({
    Type: "AWS::ElastiCache::User",
    Properties: { Passwords: ["{{resolve:secretsmanager:arn:secret:SecretString:::version-1}}"] },
  });
});

it("keeps the password out of every resource that Terraform would remember it in", () => {
  expect(ofType(json, "aws_elasticache_user")).toEqual([]);
});

it("logs in as Langfuse, not as the user that everybody knows", () => {
  expect(template.Resources.User.Properties).toMatchObject({ UserName: "langfuse", Engine: "valkey" });
});

it("may do what the queue needs and nothing that empties it or governs the server", () => {
  expect(template.Resources.User.Properties.AccessString.split(" ")).toEqual([
    "on",
    "~*",
    "&*",
    "+@all",
    "-@dangerous",
    "+info",
  ]);
});

it("is the only member of its group, which waits for it", () => {
  expect(ofType(json, "aws_elasticache_user_group")).toMatchObject([
    {
      arguments: {
        engine: "valkey",
        user_ids: [template.Resources.User.Properties.UserId],
        depends_on: [stack?.address],
      },
    },
  ]);
});
