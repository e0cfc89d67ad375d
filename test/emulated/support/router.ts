import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { callOf, forward } from "../shim/call";

/** One address for several accounts, because a program reads one: each call goes to the account of its access key.
 *  @param urls where the accounts answer, by access key */
export async function routed(urls: Readonly<Record<string, string>>) {
  const server = createServer(async (incoming, outgoing) => {
    const call = await callOf(incoming);
    const [, key = ""] = /Credential=([^/]+)\//.exec(call.headers.authorization ?? "") ?? [];
    const { status, headers, body } = await forward(urls[key] ?? "", call);
    outgoing.writeHead(status, { ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Of a TCP server.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
