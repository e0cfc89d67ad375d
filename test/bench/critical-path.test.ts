import { criticalPath, resourceSteps } from "./critical-path";

const reference = (attribute: string) => `\${${attribute}}`;
const step = (name: string, minutes: number, ...after: string[]) => ({ name, minutes, after });

it("waits for the slowest of what a step depends on, and lets the rest run beside it", () => {
  const steps = [step("a", 1), step("b", 5), step("c", 2, "a", "b"), step("d", 6, "a")];
  const { minutes, chain } = criticalPath(steps);
  expect({ minutes, chain: chain.map(({ name }) => name) }).toEqual({ minutes: 7, chain: ["b", "c"] });
});

it("ignores dependencies on what it does not know, such as another environment", () => {
  expect(criticalPath([step("a", 1, "elsewhere")]).minutes).toBe(1);
});

it("reads edges from references and from depends_on, across data sources", () => {
  const steps = resourceSteps({
    resource: {
      aws_vpc: { vpc: {} },
      aws_nat_gateway: {
        nat: { subnet_id: reference("data.aws_subnet.first.id"), depends_on: ["aws_vpc.vpc"] },
      },
    },
    data: { aws_subnet: { first: { vpc_id: reference("aws_vpc.vpc.id") } } },
  });
  expect(steps).toEqual([
    { name: "aws_vpc.vpc", minutes: 0.1, after: [] },
    { name: "aws_nat_gateway.nat", minutes: 1.8, after: ["data.aws_subnet.first", "aws_vpc.vpc"] },
    { name: "data.aws_subnet.first", minutes: 0.1, after: ["aws_vpc.vpc"] },
  ]);
});
