import { prod } from "../../environments/prod";
import { reference } from "../support/terraform-json";
import { judge, synthesizedPlatforms } from "./judgement";
import { type PlanJson, stackOfPlan } from "./plan";
import { type Platform, plannedPlatform, resources } from "./platform";
import { rules } from "./rules";

/** The form of Terraform 1.11: what is known in `planned_values`, what was written in `configuration`. */
const plan: PlanJson = {
  planned_values: {
    root_module: {
      resources: [
        {
          address: "aws_subnet.vpc_public_subnet_1",
          mode: "managed",
          type: "aws_subnet",
          name: "vpc_public_subnet_1",
          values: { map_public_ip_on_launch: true, availability_zone: "eu-west-1a", ipv6_native: null },
        },
        {
          address: "aws_flow_log.flow_log_traffic",
          mode: "managed",
          type: "aws_flow_log",
          name: "flow_log_traffic",
          values: { traffic_type: "ALL", max_aggregation_interval: 60 },
        },
        {
          address: "aws_vpc.vpc_network",
          mode: "managed",
          type: "aws_vpc",
          name: "vpc_network",
        },
        { address: "data.terraform_remote_state.x", mode: "data", type: "terraform_remote_state", name: "x" },
      ],
    },
  },
  configuration: {
    root_module: {
      outputs: { network: { expression: { constant_value: reference("aws_vpc.vpc_network.id") } } },
      resources: [
        {
          address: "aws_subnet.vpc_public_subnet_1",
          expressions: {
            map_public_ip_on_launch: { constant_value: false },
            availability_zone: { constant_value: "eu-west-1a" },
          },
        },
        {
          address: "aws_flow_log.flow_log_traffic",
          expressions: {
            traffic_type: { constant_value: "ALL" },
            max_aggregation_interval: { constant_value: 60 },
            destination_options: [{ file_format: { constant_value: "parquet" } }],
            vpc_id: {
              constant_value: reference("aws_vpc.vpc_network.id"),
              references: ["aws_vpc.vpc_network.id", "aws_vpc.vpc_network"],
            },
          },
        },
      ],
    },
  },
};

const stack = stackOfPlan("prod-network", prod, plan);

describe("a plan", () => {
  it("reads as what was written, with its references and nested blocks", () => {
    expect(stack.json.resource?.aws_flow_log).toEqual({
      flow_log_traffic: {
        traffic_type: "ALL",
        max_aggregation_interval: 60,
        destination_options: [{ file_format: "parquet" }],
        vpc_id: reference("aws_vpc.vpc_network.id"),
      },
    });
    expect(stack.json.output).toEqual({ network: { value: reference("aws_vpc.vpc_network.id") } });
  });

  it("says what will be, where that is not what was written", () => {
    expect(stack.json.resource?.aws_subnet).toMatchObject({
      vpc_public_subnet_1: { map_public_ip_on_launch: true },
    });
  });

  it("is refused when it is something else", () => {
    expect(() => stackOfPlan("prod-network", prod, JSON.parse("{}"))).toThrow(
      "'prod-network' is no plan; give the output of 'terraform show -json <plan>'",
    );
  });
});

describe("the platform of a plan", () => {
  const planned = plannedPlatform(synthesized("prod"), [stack]);

  it("takes the stack from its plan and the others as synthesized", () => {
    expect(resources(planned, "aws_subnet").map(({ name }) => name)).toEqual(["vpc_public_subnet_1"]);
    expect(resources(planned, "aws_db_instance")).toHaveLength(1);
  });

  it("finds what other stacks hand to it, also where those have no plan", () => {
    const postgres = {
      address: "aws_db_subnet_group.own",
      mode: "managed",
      type: "aws_db_subnet_group",
    } as const;
    const subnet = reference(
      "data.terraform_remote_state.prod_network.outputs.aws_subnet_vpc_data_subnet_1_id",
    );
    const data = stackOfPlan("prod-data", prod, {
      planned_values: { root_module: { resources: [{ ...postgres, name: "own" }] } },
      configuration: {
        root_module: {
          resources: [
            { address: postgres.address, expressions: { subnet_ids: { constant_value: [subnet] } } },
          ],
        },
      },
    });
    expect(resources(plannedPlatform(synthesized("prod"), [data]), "aws_db_subnet_group")).toMatchObject([
      { arguments: { subnet_ids: [reference("aws_subnet.vpc_data_subnet_1.id")] } },
    ]);
  });

  it("is judged by the same rules, without lifecycles, which no plan knows", () => {
    const found = rules
      .filter(({ id }) => id === "subnet-no-public-address" || id === "vpc-flow-log")
      .flatMap((rule) => judge(rule, { platforms: [planned], waivers: [], today: "2026-11-23" }));
    expect(found).toMatchObject([
      {
        address: "aws_subnet.vpc_public_subnet_1",
        problem: "map_public_ip_on_launch is true, expected false",
      },
    ]);
  });
});

function synthesized(name: string): Platform {
  const platform = synthesizedPlatforms().find(({ environment }) => environment.name === name);
  if (!platform) throw new Error(`no environment '${name}' was synthesized`);
  return platform;
}
