import type { TerraformJson } from "../../support/terraform-json";
import { leaveOut, pinnedVersion, RULES, rewrite } from "../rewrite";

const json: TerraformJson = {
  "//": { metadata: { stackName: "dev-network" } },
  terraform: { required_providers: { aws: { source: "aws", version: "6.25.0" } } },
  resource: { aws_eks_cluster: { main: { name: "a", shiny: true } } },
  data: { aws_route53_zone: { zone: { zone_id: "ZOLD" } } },
};
const shiny = { type: "aws_eks_cluster", argument: "shiny", since: "6.10.0", loss: "nothing" };

describe("rewriting", () => {
  it("changes nothing in the world that the configuration was written for", () => {
    const world = { providerVersion: "6.25.0", standIns: new Map() };
    expect(rewrite(json, world, [...RULES, leaveOut(shiny)])).toEqual({ json, used: [] });
  });

  it("takes the provider at hand and the ids that the emulator chose, and names the rules that did it", () => {
    const result = rewrite(json, { providerVersion: "5.100.0", standIns: new Map([["ZOLD", "ZNEW"]]) });
    expect(pinnedVersion(result.json)).toBe("5.100.0");
    expect(result.json.data).toEqual({ aws_route53_zone: { zone: { zone_id: "ZNEW" } } });
    expect(result.used).toEqual(["provider version", "existing things"]);
  });

  it.each([
    ["5.100.0", { name: "a" }],
    ["6.9.0", { name: "a" }],
    ["6.10.0", { name: "a", shiny: true }],
  ])("leaves out an argument that provider %s does not know", (providerVersion, expected) => {
    const result = rewrite(json, { providerVersion, standIns: new Map() }, [leaveOut(shiny)]);
    expect(result.json.resource?.aws_eks_cluster?.main).toEqual(expected);
  });

  it("lets the provider fail at once, in every world", () => {
    const provider = { aws: [{ region: "eu-west-1" }] };
    const { json: result, used } = rewrite(
      { ...json, provider },
      { providerVersion: "6.25.0", standIns: new Map() },
    );
    expect(result.provider).toEqual({ aws: [{ region: "eu-west-1", max_retries: 1 }] });
    expect(used).toEqual(["retries"]);
  });

  it("gives every exception a reason", () => {
    expect(RULES.filter(({ reason }) => reason.length < 20)).toEqual([]);
  });
});
