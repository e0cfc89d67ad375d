import { type Answer, json } from "../shim/call";
import { Canaries } from "../shim/canaries";
import { jsonCall } from "./calls";

const next: Answer = async () => json({ RandomPassword: "from moto" });

async function password(canaries: Canaries, request: object): Promise<string> {
  const { body } = await canaries.layer(jsonCall("secretsmanager", "GetRandomPassword", request), next);
  return JSON.parse(body.toString()).RandomPassword;
}

describe("canaries", () => {
  it("look like the password that was asked for, are recognizable and never the same", async () => {
    const canaries = new Canaries();
    const request = { PasswordLength: 40, ExcludePunctuation: true };
    const values = [await password(canaries, request), await password(canaries, request)];
    for (const value of values) expect(value).toMatch(/^CANARY[A-Za-z0-9]{34}$/);
    expect(new Set(values).size).toBe(2);
    expect(canaries.values).toEqual(values);
  });

  it("keep to an alphabet of hexadecimal digits", async () => {
    const request = {
      PasswordLength: 64,
      ExcludePunctuation: true,
      ExcludeUppercase: true,
      ExcludeCharacters: "ghijklmnopqrstuvwxyz",
    };
    expect(await password(new Canaries(), request)).toMatch(/^facade[0-9a-f]{58}$/);
  });

  it("leave every other call to moto", async () => {
    const canaries = new Canaries();
    const call = jsonCall("secretsmanager", "GetSecretValue", {});
    const { body } = await canaries.layer(call, next);
    expect(body.toString()).toContain("from moto");
    expect(canaries.values).toEqual([]);
  });
});
