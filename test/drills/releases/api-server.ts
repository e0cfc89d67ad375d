import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { join } from "node:path";
import type { Connection } from "../../../stacks/adopt/cluster/api";
import { KubernetesApi } from "../../support/kubernetes-api";

const TOKEN = "of-the-drill";

/** An API server of the tests on a port of this machine, behind TLS and a token as that of EKS is. */
export class ApiServer {
  readonly api = new KubernetesApi();
  /** The kind that nothing is written of, by its plural. */
  private held: string | undefined;
  private hold: () => void = () => undefined;

  private constructor(
    readonly certificate: string,
    private readonly server: Server,
  ) {}

  static async start(folder: string): Promise<ApiServer> {
    const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
    const subject = ["-subj", "/CN=api", "-addext", "subjectAltName=IP:127.0.0.1"];
    const made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", ...subject];
    execFileSync("openssl", [...made, "-keyout", key, "-out", certificate], { stdio: "ignore" });
    const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) });
    const started = new ApiServer(certificate, server);
    started.listen();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return started;
  }

  /** How a program reaches it. */
  get connection(): Connection {
    const address = this.server.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const certificateAuthority = readFileSync(this.certificate, "utf8");
    return { endpoint: `https://127.0.0.1:${port}`, certificateAuthority, token: TOKEN };
  }

  /** From now on, whoever makes, changes or deletes something of a kind gets no answer, and nothing happens.
   *  @param plural for example `configmaps`
   *  @returns when the first has come */
  holds(plural: string): Promise<void> {
    this.held = plural;
    return new Promise((resolve) => {
      this.hold = resolve;
    });
  }

  /** Everything is answered again. */
  holdsNothing(): void {
    this.held = undefined;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private listen(): void {
    this.server.on("request", async (incoming, outgoing) => {
      const parts: Buffer[] = [];
      for await (const part of incoming) parts.push(part);
      const { method = "", url: path = "", headers } = incoming;
      const [, kind = ""] = /^\/api\/v1\/namespaces\/[^/]+\/([^/?]+)/.exec(path) ?? [];
      if (method !== "GET" && kind === this.held) return this.hold();
      const { status, body } =
        headers.authorization === `Bearer ${TOKEN}`
          ? this.api.answer({ method, path, body: Buffer.concat(parts) })
          : { status: 401, body: { kind: "Status", status: "Failure", code: 401, message: "Unauthorized" } };
      outgoing.writeHead(status, { "content-type": "application/json" });
      outgoing.end(JSON.stringify(body));
    });
  }
}
