import { createServer, type Server } from "node:http";
import { Backup } from "./backup";
import { callOf, forward, layered } from "./call";
import { callLog } from "./call-log";
import { Canaries } from "./canaries";
import { certificates } from "./certificates";
import { CloudFormation } from "./cloudformation";
import { trailNames } from "./cloudtrail";
import { Eks } from "./eks";
import { ElastiCache } from "./elasticache";
import { listenerCertificates } from "./load-balancing";
import { Pause } from "./pause";
import { Rds } from "./rds";
import { RdsBackups } from "./rds-backups";
import { records } from "./records";
import { RestoreTesting } from "./restore-testing";
import { bucketPolicies, S3Logging, S3Metrics, S3Replication } from "./s3";
import { SecretReplicas } from "./secret-replicas";
import { SecurityGroupRules } from "./security-group-rules";
import { TemplateProperties } from "./template-properties";

/** Where a shim stands. */
export interface AwsShimOptions {
  /** Address of the moto behind it. */
  readonly moto: string;
  /** Region and account id as ARNs write them, for example `eu-west-1:111111111111`. */
  readonly account: string;
  /** File that receives a line for each call. */
  readonly log: string;
}

/** The address that Terraform and the checks talk to: layers that answer what moto lacks, and moto behind them. */
export class AwsShim {
  /** Values that were handed out as secrets. */
  readonly canaries = new Canaries();
  /** Makes AWS take its time. */
  readonly pause = new Pause();
  private readonly server: Server;

  private constructor({ moto, account, log }: AwsShimOptions) {
    const layers = [
      callLog(log),
      this.pause.layer,
      this.canaries.layer,
      new Backup().layer,
      new RestoreTesting(account).layer,
      certificates,
      new CloudFormation(account).layer,
      new TemplateProperties(account).layer,
      trailNames,
      new Eks(account).layer,
      new ElastiCache(account).layer,
      new SecretReplicas().layer,
      new SecurityGroupRules().layer,
      new Rds().layer,
      new RdsBackups(account).layer,
      records,
      listenerCertificates,
      bucketPolicies,
      new S3Logging().layer,
      new S3Metrics().layer,
      new S3Replication().layer,
    ];
    const answer = layered(layers, (call) => forward(moto, call));
    this.server = createServer(async (incoming, outgoing) => {
      try {
        const { status, headers, body } = await answer(await callOf(incoming));
        outgoing.writeHead(status, { ...headers }).end(body);
      } catch (error) {
        outgoing.writeHead(500).end(`shim: ${error instanceof Error ? error.stack : error}`);
      }
    });
    // Terraform tries once: a connection that is closed for idleness while it sends a request would fail the run.
    this.server.keepAliveTimeout = 0;
  }

  static async start(options: AwsShimOptions): Promise<AwsShim> {
    const shim = new AwsShim(options);
    await new Promise<void>((resolve) => shim.server.listen(0, "127.0.0.1", resolve));
    return shim;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("the shim does not listen");
    return `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
