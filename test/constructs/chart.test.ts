import fs, { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { parse } from "yaml";
import { Chart, type ChartProps } from "../../constructs/chart";
import { synthesizeConstruct } from "../support/construct";
import { ofType, reference } from "../support/terraform-json";

const folder = join(__dirname, "..", "..", "charts-values");
const { dependencies }: { dependencies: { name: string; repository: string; version: string }[] } = parse(
  readFileSync(join(folder, "Chart.yaml"), "utf8"),
);

const props: ChartProps = { namespace: "external-secrets", wiring: {}, after: [] };

const release = (changes: Partial<ChartProps> = {}, name = "external-secrets") =>
  ofType(
    synthesizeConstruct((stack) => {
      new Chart(stack, name, { ...props, ...changes });
    }),
    "helm_release",
  )[0]?.arguments;

it("releases the chart that the pin names, under its own name", () => {
  expect(release()).toMatchObject({
    name: "external-secrets",
    namespace: "external-secrets",
    ...dependencies
      .filter(({ name }) => name === "external-secrets")
      .map(({ name, repository, version }) => ({ chart: name, repository, version }))[0],
  });
});

it("refuses a chart without a pin", () => {
  expect(() => release({}, "manifests")).toThrow(
    "chart 'manifests' is not pinned; add it to charts-values/Chart.yaml",
  );
});

it("undoes a release that does not become ready", () => {
  expect(release()).toMatchObject({ atomic: true, cleanup_on_fail: true, wait: true, wait_for_jobs: true });
});

it("waits five minutes, or as long as it is told", () => {
  expect(release()).toMatchObject({ timeout: 300 });
  expect(release({ timeout: 900 })).toMatchObject({ timeout: 900 });
});

it("passes the policy of the file first, so that wiring wins", () => {
  const [policy, wiring] = [release({ wiring: { replicaCount: 2 } })?.values].flat();
  expect(policy).toBe(readFileSync(join(folder, "external-secrets.yaml"), "utf8"));
  expect(wiring).toBe('{"replicaCount":2}');
});

it("hides from Terraform what the file of values holds for others", () => {
  const read = jest.spyOn(fs, "readFileSync").mockReturnValue("query: $" + "{job} %{name} $5 100%");
  try {
    expect([release()?.values].flat()[0]).toBe("query: $$" + "{job} %%{name} $5 100%");
  } finally {
    read.mockRestore();
  }
});

it("leaves references in the wiring to Terraform, and hides everything else from it", () => {
  const json = synthesizeConstruct((stack) => {
    const { arn } = new SsmParameter(stack, "parameter", { name: "example", type: "String" });
    new Chart(stack, "external-secrets", { ...props, wiring: { arn, script: `echo \${HOME} %{if}` } });
  });
  expect(json.resource?.helm_release?.external_secrets_release?.values).toEqual([
    expect.any(String),
    `{"arn":"${reference("aws_ssm_parameter.parameter.arn")}","script":"echo $\${HOME} %%{if}"}`,
  ]);
});

describe.each(dependencies)("the pin of $name", ({ name, repository, version }) => {
  it("is one version, never a range", () => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it("comes over an authenticated connection", () => {
    expect(repository).toMatch(/^(https|oci):\/\//);
  });

  it("has values", () => {
    expect(existsSync(join(folder, `${name}.yaml`))).toBe(true);
  });
});

it("has a pin for every file of values", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml") && file !== "Chart.yaml");
  expect(files.map((file) => file.replace(/\.yaml$/, "")).sort()).toEqual(
    dependencies.map(({ name }) => name).sort(),
  );
});
