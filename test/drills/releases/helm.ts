import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, run, start, stop } from "../../emulated/support/processes";
import type { ApiServer } from "./api-server";

const CHART = join(__dirname, "..", "..", "..", "charts-values", "manifests");

/** Helm, as the provider of Terraform uses it: on the chart that most releases of this repository are made of. */
export class Helm {
  private readonly options: readonly string[];

  constructor(
    private readonly program: string,
    private readonly server: ApiServer,
    private readonly folder: string,
    private readonly namespace: string,
  ) {
    const { endpoint, token } = server.connection;
    this.options = [
      ...["--kube-apiserver", endpoint, "--kube-ca-file", server.certificate, "--kube-token", token],
      ...["--namespace", namespace],
    ];
  }

  /** Runs a command of Helm to its end. */
  runs(...command: string[]): Promise<Outcome> {
    return run(this.program, [...command, ...this.options], this.where);
  }

  /** `install` or `upgrade`, with a setting in the one object and beside it a claim to a volume. */
  applies(command: "install" | "upgrade", name: string, setting: string): Promise<Outcome> {
    return this.runs(...this.application(command, name, setting));
  }

  /** Something that is killed while it writes an object of a kind: `configmaps`, for example. */
  async dies(plural: string, command: "install" | "upgrade" | "uninstall", name: string): Promise<void> {
    const held = this.server.holds(plural);
    const words = command === "uninstall" ? [command, name] : this.application(command, name, "second");
    const child = start(this.program, [...words, ...this.options], this.where);
    const ended = once(child, "close");
    await Promise.race([
      held,
      ended.then(() => Promise.reject(new Error(`'${command}' never came to ${plural}`))),
    ]);
    stop(child);
    await ended;
    this.server.holdsNothing();
  }

  private application(command: string, name: string, setting: string): string[] {
    const manifests = [
      { apiVersion: "v1", kind: "ConfigMap", metadata: { name: `${name}-settings` }, data: { setting } },
      { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: `${name}-data` }, spec: {} },
    ].map((manifest) => ({ ...manifest, metadata: { ...manifest.metadata, namespace: this.namespace } }));
    const values = join(this.folder, `${name}.json`);
    writeFileSync(values, JSON.stringify({ manifests }));
    // The server knows no schema of what it keeps.
    return [command, name, CHART, "--values", values, "--disable-openapi-validation"];
  }

  private get where() {
    const variables = { KUBECONFIG: "/dev/null", XDG_CACHE_HOME: this.folder, XDG_CONFIG_HOME: this.folder };
    return { folder: this.folder, variables };
  }
}
