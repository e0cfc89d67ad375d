import { ResourceNotFoundException, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { secretsOfData } from "../../../constructs/application-secrets";
import { vaultAccount } from "../../../constructs/vault-account";
import { copySecrets, missingSecrets } from "../../../stacks/bootstrap/vault-account/secrets";

const there = vaultAccount("langfuse-prod", { accountId: "444444444444", region: "eu-west-1" });
const prefix = "langfuse-prod";
const NAMES = Object.keys(secretsOfData);
const stored = (first: string) => Object.fromEntries(NAMES.map((name) => [`${first}/${name}`, `${name}-1`]));

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: {
    readonly SecretId?: string;
    readonly Name?: string;
    readonly SecretString?: string;
    readonly KmsKeyId?: string;
    readonly MoveToVersionId?: string;
    readonly RemoveFromVersionId?: string;
  };
}

/** Secrets Manager of an account that holds these.
 *  @param copied which value of a secret has the label of one that was copied; there are older values of each */
function accountWith(secrets: Record<string, string>, copied: Record<string, string> = {}) {
  const written: Command["input"][] = [];
  const marks: Command["input"][] = [];
  const send = async ({ constructor: { name: operation }, input }: Command) => {
    const name = input.SecretId ?? input.Name ?? "";
    if (operation.startsWith("UpdateSecretVersionStage")) marks.push(input);
    if (operation.startsWith("Create") !== (secrets[name] === undefined))
      throw new ResourceNotFoundException({ message: name, $metadata: {} });
    if (input.SecretString !== undefined) {
      secrets[name] = input.SecretString;
      written.push(input);
    }
    const current = `version of ${secrets[name]}`;
    const VersionIdsToStages = {
      [current]: ["AWSCURRENT"],
      ...(copied[name] ? { [copied[name]]: ["AWSPREVIOUS", "copied-to-444444444444"] } : {}),
    };
    return { SecretString: secrets[name], VersionId: current, VersionIdsToStages };
  };
  return {
    client: Object.assign(new SecretsManagerClient({ region: "eu-west-1" }), { send }),
    secrets,
    written,
    marks,
  };
}

const copy = (
  here: Record<string, string>,
  copies: Record<string, string>,
  copied: Record<string, string> = {},
) => {
  const [from, to] = [accountWith(here, copied), accountWith(copies)];
  return { lines: copySecrets({ from: from.client, to: to.client, prefix, there }), from, to };
};

it("copies every secret that restored data depends on, encrypted with the key of the other account", async () => {
  const { lines, from, to } = copy(stored(prefix), {});
  expect(await lines).toEqual(NAMES.map((name) => `copied   ${name}`));
  expect(to.secrets).toEqual(stored("langfuse-prod-vault"));
  for (const { KmsKeyId } of to.written)
    expect(KmsKeyId).toBe("arn:aws:kms:eu-west-1:444444444444:alias/langfuse-prod-vault");
  expect(from.written).toEqual([]);
});

it("changes nothing the second time", async () => {
  const marked = Object.fromEntries(NAMES.map((name) => [`${prefix}/${name}`, `version of ${name}-1`]));
  const { lines, from, to } = copy(stored(prefix), stored("langfuse-prod-vault"), marked);
  expect(await lines).toEqual(NAMES.map((name) => `same     ${name}`));
  expect(to.written).toEqual([]);
  expect(from.marks).toEqual([]);
});

describe("the mark of what was copied", () => {
  const salt = "langfuse-prod/salt";
  const marksOf = async ({ lines, from }: ReturnType<typeof copy>) => {
    await lines.catch(() => undefined);
    return from.marks.filter(({ SecretId }) => SecretId === salt);
  };
  const mark = {
    SecretId: salt,
    VersionStage: "copied-to-444444444444",
    MoveToVersionId: "version of salt-1",
  };

  it("is set on the value that was copied, and on one whose copy was there without it", async () => {
    expect(await marksOf(copy(stored(prefix), {}))).toEqual([mark]);
    expect(await marksOf(copy(stored(prefix), stored("langfuse-prod-vault")))).toEqual([mark]);
  });

  it("leaves the value that was copied before", async () => {
    expect(await marksOf(copy(stored(prefix), {}, { [salt]: "version of salt-0" }))).toEqual([
      { ...mark, RemoveFromVersionId: "version of salt-0" },
    ]);
  });

  it("is not set on a value that was refused", async () => {
    const forged = { ...stored(prefix), [salt]: "forged" };
    expect(await marksOf(copy(forged, stored("langfuse-prod-vault")))).toEqual([]);
  });
});

it("renews what was rotated", async () => {
  const { lines, to } = copy(
    { ...stored(prefix), "langfuse-prod/nextauth-secret": "new" },
    stored("langfuse-prod-vault"),
  );
  expect(await lines).toContain("renewed  nextauth-secret");
  expect(to.written).toEqual([{ SecretId: "langfuse-prod-vault/nextauth-secret", SecretString: "new" }]);
});

it("keeps the copy of what never changes from a value that somebody put in its place, and shows neither", async () => {
  const { lines, to } = copy(
    { ...stored(prefix), "langfuse-prod/salt": "forged" },
    stored("langfuse-prod-vault"),
  );
  const { message } = await lines.then(
    () => new Error("it was copied"),
    (error: Error) => error,
  );
  expect(message).toContain("secret 'langfuse-prod/salt' is not what was copied, and never changes");
  expect(message).not.toMatch(/forged|salt-1/);
  expect(to.secrets["langfuse-prod-vault/salt"]).toBe("salt-1");
});

it("says which secret does not exist yet", async () => {
  const { "langfuse-prod/salt": _, ...rest } = stored(prefix);
  await expect(copy(rest, {}).lines).rejects.toThrow("secret 'langfuse-prod/salt' does not exist; deploy");
});

it("tells what has no copy", async () => {
  const { "langfuse-prod-vault/salt": _, ...rest } = stored("langfuse-prod-vault");
  expect(await missingSecrets(accountWith(rest).client, there)).toEqual(["salt"]);
});

it("hides no refusal of AWS behind a missing secret", async () => {
  const { client } = accountWith({});
  const refusing = Object.assign(client, { send: () => Promise.reject(new Error("AccessDenied")) });
  await expect(missingSecrets(refusing, there)).rejects.toThrow("AccessDenied");
});
