import type { TerraformJson } from "../support/terraform-json";
import { expand } from "./references";

/** A reference as Terraform spells it. */
const ref = (path: string) => `\${${path}}`;

const stack = (parts: Partial<TerraformJson>): TerraformJson => ({
  "//": { metadata: { stackName: "" } },
  terraform: {},
  ...parts,
});

const stacks = new Map([
  [
    "prod-data",
    stack({
      resource: {
        aws_s3_bucket: { events: { bucket: `langfuse-${ref("aws_subnet.data.id")}`, tags: { a: "b" } } },
      },
      output: {
        bucket: { value: ref("aws_s3_bucket.events.bucket") },
        host: { value: ref("aws_db_instance.postgres.address") },
        port: { value: 5432 },
      },
    }),
  ],
  [
    "prod-langfuse",
    stack({
      resource: {
        aws_lb: { edge: { name: "langfuse-prod", access_logs: [{ prefix: "alb" }] } },
        aws_kms_key: { data: {} },
      },
      data: { terraform_remote_state: { prod_data: { config: { key: "prod/data.tfstate" } } } },
    }),
  ],
]);

const inLangfuse = (text: string) => expand(text, { stack: "prod-langfuse", stacks });
const remote = (output: string) => ref(`data.terraform_remote_state.prod_data.outputs.${output}`);

describe("a reference of Terraform", () => {
  it("becomes the argument that synth knows", () => {
    expect(
      inLangfuse(
        `{"lb":"${ref("aws_lb.edge.name")}","prefix":"${ref("aws_lb.edge.access_logs[0].prefix")}"}`,
      ),
    ).toBe('{"lb":"langfuse-prod","prefix":"alb"}');
  });

  it("follows the output of another stack, to the argument there", () => {
    expect(inLangfuse(`${remote("port")} ${remote("bucket")}`)).toBe("5432 langfuse-subnet-data");
  });

  it("becomes a stand-in of the same shape when only AWS knows", () => {
    expect(inLangfuse(remote("host"))).toBe("postgres.abcdefghijkl.eu-west-1.rds.amazonaws.com");
  });

  it("is refused when it is unknown, an expression, or no text", () => {
    expect(() => inLangfuse(ref("aws_lb.edge.secret_of_aws"))).toThrow(
      "prod-langfuse: 'aws_lb.edge.secret_of_aws' has no stand-in; add its attribute to test/chart/stand-ins.ts",
    );
    expect(() => inLangfuse(ref("upper(aws_lb.edge.name)"))).toThrow(
      "'upper(aws_lb.edge.name)' is an expression; compute it at synth or in the stack's outputs",
    );
    expect(() => inLangfuse(ref('jsonencode({ a: "b" })'))).toThrow("is not a reference; pass values");
    expect(() => inLangfuse(ref("aws_lb.edge.access_logs"))).toThrow(
      "is not a text; refer to one of its attributes",
    );
    expect(() => inLangfuse(remote("missing"))).toThrow(
      "reads no output of stack 'prod-data' (prod/data.tfstate)",
    );
  });

  it("leaves the escapes of Terraform behind", () => {
    expect(inLangfuse("$${labels.a} %%{ if } 100%")).toBe(`${ref("labels.a")} %{ if } 100%`);
    expect(() => inLangfuse("%{ if true }")).toThrow("is not a reference");
  });
});
