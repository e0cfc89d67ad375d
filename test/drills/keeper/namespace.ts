import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Replica } from "./replica";
import type { Member } from "./zookeeper";

/** The namespace of ClickHouse and Keeper as kubectl sees it: claims and pods by name, and what becomes of them. A pod that is
 *  deleted is made again at once, with a new volume when its claim was deleted before. */
export class Namespace {
  private readonly released = new Set<string>();

  private constructor(
    private readonly members: ReadonlyMap<string, Member>,
    private readonly replicas: ReadonlyMap<string, Replica>,
    private readonly server: Server,
  ) {}

  /** Answers the stand-in for kubectl. */
  static async open(members: ReadonlyMap<string, Member>, replicas: ReadonlyMap<string, Replica>) {
    const server = createServer(async (request, response) => {
      try {
        response.end(await namespace.answer(await wordsOf(request)));
      } catch (error) {
        response.statusCode = 500;
        response.end(error instanceof Error ? error.message : String(error));
      }
    });
    const namespace = new Namespace(members, replicas, server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return namespace;
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(words: readonly string[]): Promise<string> {
    const [verb = "", ...rest] = words[0] === "-n" ? words.slice(2) : words;
    const names = rest.slice(1).filter((word) => !word.startsWith("-"));
    switch (`${verb} ${rest[0]}`) {
      case "config view":
        return "arn:aws:eks:eu-west-1:123456789012:cluster/langfuse-drill";
      case "get pvc":
        return [...this.members.keys()].map((name) => `data-${name}`).join("\n");
      case "get pods":
        return [...this.replicas.keys()].join("\n");
      case "get pod":
        return String(await this.isReady(names[0] ?? ""));
      case "delete pvc":
        for (const name of names) this.released.add(name.replace(/^data-/, ""));
        return "";
      case "delete pod":
        await this.makeAgain(names);
        return "";
      case "patch chk":
      case "annotate scaledobject":
      case "wait --for=delete":
        return "";
    }
    if (verb !== "exec") throw new Error(`the namespace of the drill knows no '${words.join(" ")}'`);
    const rows = await this.replicas.get(rest[0] ?? "")?.engine.query(words.at(-1) ?? "");
    return (rows ?? []).map((row) => row.join("\t")).join("\n");
  }

  private isReady(pod: string): Promise<boolean> | boolean {
    return this.members.get(pod)?.isReady() ?? this.replicas.get(pod)?.isReady ?? false;
  }

  /** All are gone before the first is back, as they are when one command deletes them. */
  private async makeAgain(names: readonly string[]): Promise<void> {
    const members = names.flatMap((name) => this.members.get(name) ?? []);
    const pods = [...members, ...names.flatMap((name) => this.replicas.get(name) ?? [])];
    for (const pod of pods) await pod.stop();
    for (const name of names) if (this.released.delete(name)) this.members.get(name)?.empty();
    for (const pod of pods) await pod.start();
  }
}

async function wordsOf(request: IncomingMessage): Promise<string[]> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString().split("\0").slice(0, -1);
}
