import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { type Manifest, Manifests } from "../../constructs/manifests";
import { synthesizeConstruct } from "../support/construct";
import { ofType, reference } from "../support/terraform-json";

const configMap = (text: string): Manifest & { data: { text: string } } => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "example" },
  data: { text },
});

const synthesize = (text: string) =>
  synthesizeConstruct((stack) => {
    new Manifests(stack, "foundation", { namespace: "kube-system", manifests: [configMap(text)] });
  });

const release = (text = "") => ofType(synthesize(text), "helm_release")[0]?.arguments;

/** The text that the cluster receives, apart from what Terraform evaluates. */
function delivered(text: string): string {
  return JSON.parse(String(release(text)?.values)).manifests[0].data.text;
}

it("releases the objects under the construct's name", () => {
  expect(release()).toMatchObject({ name: "foundation", namespace: "kube-system" });
});

it("finds its chart beside the stack, by the hash of the content", () => {
  expect(release()?.chart).toMatch(/^\.\/assets\/manifests_chart\/[0-9A-F]{32}$/);
});

it("goes back when an object is refused, and adopts what AWS made before", () => {
  expect(release()).toMatchObject({ atomic: true, wait: true, take_ownership: true });
});

it.each(["{{ .password | urlquery }}", "100 % of $5", 'say "hi"\n', "$HOME"])(
  "passes %j on as it is",
  (text) => {
    expect(delivered(text)).toBe(text);
  },
);

it.each([
  [`echo \${HOME}`, `echo $\${HOME}`],
  [`%{ if x }`, `%%{ if x }`],
  [`$\${x}`, `$$\${x}`],
])("hides %j from Terraform", (text, escaped) => {
  expect(delivered(text)).toBe(escaped);
});

it("leaves references to Terraform", () => {
  const json = synthesizeConstruct((stack) => {
    const { arn } = new SsmParameter(stack, "parameter", { name: "example", type: "String" });
    new Manifests(stack, "foundation", { namespace: "kube-system", manifests: [configMap(arn)] });
  });
  expect(json.resource?.helm_release?.foundation_release?.values).toEqual([
    expect.stringContaining(`"text":"${reference("aws_ssm_parameter.parameter.arn")}"`),
  ]);
});
