import type { Call } from "../shim/call";
import { records } from "../shim/records";
import { restCall } from "./calls";

const change = (action: string) =>
  `<Change><Action>${action}</Action><Name>dev.example.com</Name><Type>CAA</Type></Change>`;
const PATH = "/2013-04-01/hostedzone/Z1/rrset";

/** What reaches a moto whose zone has these records. */
async function reaching(zone: string, action: string): Promise<string | undefined> {
  const calls: Call[] = [];
  await records(restCall("route53", "POST", PATH, change(action)), async (call) => {
    calls.push(call);
    return { status: 200, headers: {}, body: Buffer.from(call.method === "GET" ? zone : "") };
  });
  return calls.at(-1)?.body.toString();
}

describe("Route 53 in front of moto", () => {
  it("makes a record that is not there, whatever was there before", async () => {
    const other = "<Name>langfuse.dev.example.com.</Name><Type>A</Type>";
    expect(await reaching(other, "CREATE")).toBe(change("UPSERT"));
  });

  it("leaves it to moto to refuse one that is there", async () => {
    const same = "<Name>dev.example.com.</Name><Type>CAA</Type>";
    expect(await reaching(same, "CREATE")).toBe(change("CREATE"));
  });

  it("leaves everything else to moto", async () => {
    expect(await reaching("", "DELETE")).toBe(change("DELETE"));
  });
});
