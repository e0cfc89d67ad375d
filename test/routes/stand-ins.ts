import { once } from "node:events";
import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import { createServer as createMailServer, type Server as MailServer, type Socket } from "node:net";

/** What a stand-in was sent. */
export interface Arrived {
  /** Path of a request, or `mail`. */
  readonly to: string;
  readonly text: string;
}

/** The services behind receivers, on the loopback interface: they keep what they are sent, and agree to everything. */
export class StandIns {
  readonly arrived: Arrived[] = [];
  private readonly http: HttpServer = createHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      this.arrived.push({ to: request.url ?? "", text: Buffer.concat(chunks).toString() });
      response.statusCode = request.url === "/pagerduty" ? 202 : 200;
      response.end(request.url?.startsWith("/sns") ? SNS_ANSWER : "ok");
    });
  });
  private readonly mail: MailServer = createMailServer((socket) => this.relay(socket));

  async start(): Promise<void> {
    for (const server of [this.http, this.mail]) {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
    }
  }

  /** Address under which a service answers. */
  url(path: string): string {
    return `http://127.0.0.1:${port(this.http)}${path}`;
  }

  get relayAddress(): string {
    return `127.0.0.1:${port(this.mail)}`;
  }

  stop(): void {
    this.http.closeAllConnections();
    this.http.close();
    this.mail.close();
  }

  /** As much of SMTP as it takes to be handed a mail. */
  private relay(socket: Socket): void {
    const lines: string[] = [];
    let inMail = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const hear = (line: string) => {
      if (inMail) {
        inMail = line !== ".";
        if (inMail) lines.push(line);
        else {
          this.arrived.push({ to: "mail", text: lines.join("\n") });
          say("250 taken");
        }
        return;
      }
      const [command = ""] = line.toUpperCase().split(" ");
      inMail = command === "DATA";
      if (command === "RCPT") lines.push(line);
      if (command === "EHLO") say("250-stand-in\r\n250 AUTH PLAIN");
      else say({ AUTH: "235 welcome", DATA: "354 go on", QUIT: "221 bye" }[command] ?? "250 yes");
      if (command === "QUIT") socket.end();
    };
    let rest = "";
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      const parts = `${rest}${chunk}`.split("\r\n");
      rest = parts.pop() ?? "";
      for (const line of parts) hear(line);
    });
    say("220 stand-in");
  }
}

const SNS_ANSWER =
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';

function port(server: HttpServer | MailServer): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the stand-in does not listen");
  return address.port;
}
