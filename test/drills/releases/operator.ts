import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { delimiter, join } from "node:path";
import { environments } from "../../../environments";
import { type Outcome, run } from "../../emulated/support/processes";
import type { ApiServer } from "./api-server";

const REPOSITORY = join(__dirname, "..", "..", "..");
const [environment = missing()] = environments;

/** The one release of the stack: its name in Terraform, and what is written for it. */
interface ReleaseBlock {
  readonly name: string;
  readonly written: object;
}

/** Somebody who runs `npm run adopt` for one stack with one release. AWS answers what it is asked on the way to the cluster,
 *  and in the place of Terraform is a program that shows a plan and remembers what it was told. */
export class AdoptingOperator {
  static readonly stack = `${environment.name}-clickhouse`;

  private constructor(
    private readonly folder: string,
    private readonly aws: Server,
    private readonly api: ApiServer,
    private readonly release: ReleaseBlock,
  ) {}

  static async start(folder: string, api: ApiServer, release: ReleaseBlock): Promise<AdoptingOperator> {
    const stack = AdoptingOperator.stack;
    const [programs, home] = [join(folder, "bin"), join(folder, stack)];
    for (const made of [programs, home]) mkdirSync(made, { recursive: true });
    for (const program of ["aws", "terraform"])
      symlinkSync(join(__dirname, "..", "stand-ins", program), join(programs, program));
    const stacks = { [stack]: { name: stack, workingDirectory: stack, dependencies: [] } };
    writeFileSync(join(folder, "manifest.json"), JSON.stringify({ stacks }));
    const configuration = { resource: { helm_release: { [release.name]: release.written } } };
    writeFileSync(join(home, "cdk.tf.json"), JSON.stringify(configuration));
    const aws = awsBefore(api);
    await new Promise<void>((resolve) => aws.listen(0, "127.0.0.1", resolve));
    return new AdoptingOperator(folder, aws, api, release);
  }

  /** Runs the command and types something.
   *  @param action what Terraform would do with the release
   *  @returns also what Terraform was told to import */
  async adopts(
    action: "create" | "update",
    typed: string,
  ): Promise<Outcome & { readonly imports: readonly string[] }> {
    const [log, plan] = [join(this.folder, "terraform.log"), join(this.folder, "plan.json")];
    const { name, written } = this.release;
    const change = { actions: [action], after: written };
    const resource = { address: `helm_release.${name}`, mode: "managed", type: "helm_release", name, change };
    writeFileSync(plan, JSON.stringify({ resource_changes: [resource] }));
    writeFileSync(log, "");
    const address = this.aws.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const command = [
      "--import",
      "tsx",
      "stacks/adopt/command.ts",
      environment.name,
      "--synthesized",
      this.folder,
    ];
    const outcome = await run(process.execPath, command, {
      folder: REPOSITORY,
      variables: {
        PATH: `${join(this.folder, "bin")}${delimiter}${process.env.PATH}`,
        AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
        AWS_ACCESS_KEY_ID: "drill",
        AWS_SECRET_ACCESS_KEY: "drill",
        CLUSTER_NAME: `langfuse-${environment.name}`,
        CLUSTER_TOKEN: this.api.connection.token,
        TERRAFORM_LOG: log,
        TERRAFORM_PLAN: plan,
      },
      input: `${typed}\n`,
    });
    const told = readFileSync(log, "utf8").split("\n");
    return { ...outcome, imports: told.filter((line) => line.startsWith("import ")) };
  }

  stop(): void {
    this.aws.close();
  }
}

/** As much of AWS as leads to the cluster: whose credentials these are, a bucket without states, and the cluster. */
function awsBefore(api: ApiServer): Server {
  return createServer(({ url = "", headers }, outgoing) => {
    const { endpoint, certificateAuthority } = api.connection;
    const data = Buffer.from(certificateAuthority).toString("base64");
    if (url.startsWith("/clusters/"))
      return outgoing.end(JSON.stringify({ cluster: { endpoint, certificateAuthority: { data } } }));
    outgoing.end(
      headers["content-type"]?.startsWith("application/x-www-form-urlencoded")
        ? `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${environment.accountId}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`
        : "<ListBucketResult></ListBucketResult>",
    );
  });
}

function missing(): never {
  throw new Error("there is no environment");
}
