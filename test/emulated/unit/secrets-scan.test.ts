import { findSecrets } from "../secrets-scan";

const secret = 'CANARY"x/yÄ0123456789';
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("the search for secrets", () => {
  it.each([
    ["as it is", `password = ${secret}`],
    ["inside JSON", JSON.stringify({ password: secret })],
    ["inside a URL", `postgres://u:${encodeURIComponent(secret)}@h/d`],
    ["in hexadecimal digits", Buffer.from(secret).toString("hex")],
    ["in base64", base64(`u:${secret}@h`)],
    ["in base64, one byte later", base64(`uu:${secret}@h`)],
    ["in base64, two bytes later", base64(`uuu:${secret}`)],
  ])("finds one %s", (_, text) => {
    expect(findSecrets([{ name: "state", text }], [secret])).toEqual([
      "state holds the secret that starts with 'CANARY\"x'",
    ]);
  });

  it("finds nothing in a text that only names the secret", () => {
    expect(
      findSecrets([{ name: "state", text: '{"arn": "arn:aws:secretsmanager:::CANARY"}' }], [secret]),
    ).toEqual([]);
  });
});
