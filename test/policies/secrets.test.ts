import { synthesizedStacks } from "../support/platform";
import { isRecord } from "./rule";

/** Argument names that hold a secret in AWS's provider and have a form that is not stored. */
const secretArgument =
  /^(password|auth_token|secret_string|secret_binary|master_password|passwords|plaintext)$/;

describe.each(synthesizedStacks())("$name", ({ json }) => {
  it("hands over no secret to another stack or to a terminal", () => {
    const outputs = Object.keys(json.output ?? {});
    expect(
      outputs.filter((name) => /password|token|secret|private_key/.test(name) && !name.endsWith("_arn")),
    ).toEqual([]);
  });

  it("sets no argument that would be stored in the state in clear text", () => {
    expect(pathsOf(json.resource, (key) => secretArgument.test(key))).toEqual([]);
  });

  it("gives generated values to write-only arguments alone", () => {
    const leaks = pathsOf(
      json,
      (key, value) => /\$\{.*ephemeral\./.test(String(value)) && !key.endsWith("_wo"),
    );
    expect(leaks).toEqual([]);
  });

  it("reads no secret from AWS into the state", () => {
    const stored = Object.keys(json.data ?? {}).filter((type) =>
      /secret_version|password|eks_cluster_auth/.test(type),
    );
    expect(stored).toEqual([]);
  });

  it("holds nothing that looks like a credential", () => {
    const credential = /AKIA[0-9A-Z]{16}|-----BEGIN|eyJ[\w-]{10,}\.|(sk|pk)-lf-[0-9a-f]{8}|ghp_\w{20,}/;
    expect(pathsOf(json, (_, value) => typeof value === "string" && credential.test(value))).toEqual([]);
  });
});

/** Dotted paths of every entry for which the predicate holds, at any depth. */
function pathsOf(value: unknown, found: (key: string, value: unknown) => boolean, path = ""): string[] {
  if (Array.isArray(value))
    return value.flatMap((element, index) => pathsOf(element, found, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = path === "" ? key : `${path}.${key}`;
    const deeper = pathsOf(inner, found, here);
    return !isRecord(inner) && !Array.isArray(inner) && found(key, inner) ? [here, ...deeper] : deeper;
  });
}
