import { Writable } from "node:stream";
import { initObservability, type Observability } from "@langfuse-aws/instrumentation";
import { createLog } from "@langfuse-aws/process";
import { startTestLangfuse, type TestLangfuse } from "@langfuse-aws/testkit";
import { Service } from "../../src/service";
import { readSettings } from "../../src/settings";

/** The service beside a Langfuse, both in this process. */
export class Rig {
  /** What it wrote to its log. */
  log = "";

  readonly service: Service;

  private constructor(
    readonly langfuse: TestLangfuse,
    readonly lf: Observability,
    variables: Readonly<Record<string, string>>,
  ) {
    const settings = { APP_HOST: "127.0.0.1", APP_PORT: "0", LLM_PROVIDER: "mock", ...variables };
    const destination = new Writable({
      write: (chunk, _encoding, done) => {
        this.log += String(chunk);
        done();
      },
    });
    const log = createLog({ name: "test", level: "debug" }, destination);
    this.service = new Service({ settings: readSettings(settings), lf, log });
  }

  static async start(variables: Readonly<Record<string, string>> = {}): Promise<Rig> {
    const langfuse = await startTestLangfuse();
    const { url: baseUrl, publicKey, secretKey } = langfuse;
    const lf = initObservability({ service: "reference-service", baseUrl, publicKey, secretKey });
    const rig = new Rig(langfuse, lf, variables);
    await rig.service.start();
    return rig;
  }

  get url(): string {
    return `http://127.0.0.1:${this.service.port}`;
  }

  ask(body: unknown, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}/ask`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
      ...init,
    });
  }

  async stop(): Promise<void> {
    await this.lf.shutdown({ timeoutMs: 50 });
    await this.service.stop();
    await this.langfuse.stop();
  }
}

/** A question with nothing special in it. */
export const QUESTION = { user_id: "user-1", question: "Why is the sky blue?", max_words: 50 };

/** An error as the caller sees it. */
export async function problemOf(response: Response): Promise<Readonly<Record<string, unknown>>> {
  return { status: response.status, ...JSON.parse(await response.text()) };
}
