import { findSecrets, type Place } from "../emulated/secrets-scan";
import { type SynthesizedStack, synthesizedStacks } from "../support/platform";
import { type Block, ofType, reference } from "../support/terraform-json";
import { isRecord } from "./rule";

/** Each generated value of a stack with one that can be recognized, in the place of what AWS would generate. */
function canariesOf({ name, json }: SynthesizedStack): Map<string, string> {
  const addresses = Object.entries(json.ephemeral ?? {}).flatMap(([type, blocks]) =>
    Object.keys(blocks).map((block) => `ephemeral.${type}.${block}`),
  );
  return new Map(addresses.map((address, index) => [address, `CANARY${name.replace("-", "")}${index}end`]));
}

/** The stack as if Terraform knew every generated value, without the arguments that it forgets again. */
function planted(stack: SynthesizedStack): { readonly json: Block; readonly forgotten: readonly string[] } {
  const canaries = canariesOf(stack);
  const forgotten: string[] = [];
  const plant = (text: string) =>
    [...canaries].reduce(
      (result, [address, canary]) =>
        result.replace(new RegExp(`\\$\\{[^}]*\\b${address}\\b[^}]*\\}`, "g"), canary),
      text,
    );
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return plant(value);
    if (Array.isArray(value)) return value.map(walk);
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => {
        if (!key.endsWith("_wo")) return [[key, walk(inner)]];
        forgotten.push(String(walk(inner)));
        return [];
      }),
    );
  };
  return { json: Object(walk({ ...stack.json, ephemeral: undefined })), forgotten };
}

const stacks = synthesizedStacks();
const every = stacks.flatMap((stack) => [...canariesOf(stack).values()]);

it("plants a canary in every secret that Terraform writes", () => {
  const written = stacks.flatMap((stack) => planted(stack).forgotten);
  const versions = stacks.flatMap(({ json }) => ofType(json, "aws_secretsmanager_secret_version"));
  expect(written).toHaveLength(versions.length);
  for (const canary of every) expect(written.filter((text) => text.includes(canary))).toHaveLength(1);
});

it.each(stacks)("$name shows no canary to a plan, a state, another stack or a Helm value", (stack) => {
  const { json } = planted(stack);
  const places: Place[] = Object.entries(json).map(([name, part]) => ({
    name: `the part '${name}'`,
    text: JSON.stringify(part ?? {}),
  }));
  expect(findSecrets(places, every)).toEqual([]);
});

it("notices a value that is handed to a chart", () => {
  const carrier = stacks.find((stack) => canariesOf(stack).size > 0);
  if (!carrier) throw new Error("no stack generates a value");
  const [address = ""] = canariesOf(carrier).keys();
  const values = [`password: ${reference(`${address}.random_password`)}`];
  const leaky = { ...carrier, json: { ...carrier.json, resource: { helm_release: { leaky: { values } } } } };
  const text = JSON.stringify(planted(leaky).json);
  expect(findSecrets([{ name: "values", text }], every)).toHaveLength(1);
});
