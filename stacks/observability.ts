import { type ITerraformDependable, TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { projectPublicKey } from "../constructs/access";
import { alertRules } from "../constructs/alert-rules";
import { type AlertmanagerProps, alertmanagerSecrets, alertmanagerValues } from "../constructs/alertmanager";
import { alertmanagerIdentity } from "../constructs/alertmanager-identity";
import type { ApplicationSecretsHandle } from "../constructs/application-secrets";
import type { CacheEndpoint } from "../constructs/cache";
import { canaryManifests } from "../constructs/canary";
import { Chart } from "../constructs/chart";
import type { ClusterHandle } from "../constructs/cluster";
import { dashboardManifests } from "../constructs/dashboards";
import type { EdgeHandle } from "../constructs/edge";
import { exporters } from "../constructs/exporters";
import { externalSecret } from "../constructs/external-secret";
import { GeneratedSecret } from "../constructs/generated-secret";
import {
  type GrafanaProps,
  grafanaCallbackUrl,
  grafanaProps,
  grafanaSecrets,
  grafanaTraffic,
  grafanaValues,
} from "../constructs/grafana";
import { LongTermMetrics } from "../constructs/long-term-metrics";
import { Manifests } from "../constructs/manifests";
import { type PodMonitor, podMonitor } from "../constructs/monitors";
import { observability } from "../constructs/observability";
import { healthProbes, signInProbes } from "../constructs/probes";
import { prometheusRoles } from "../constructs/prometheus-roles";
import { prometheusValues, type RemoteWrite } from "../constructs/prometheus-values";
import { scrapeTargets } from "../constructs/scrape-targets";
import { serviceAccount } from "../constructs/service-account";
import { absentWorkloads } from "../constructs/workloads";
import { clientSecretsOf, type Environment, maxConnections } from "../environments/schema";
import { InClusterStack } from "./in-cluster-stack";

export interface ObservabilityStackProps {
  readonly edge: EdgeHandle;
  readonly cluster: ClusterHandle;
  readonly secrets: ApplicationSecretsHandle;
  readonly cache: CacheEndpoint;
}

/** What watches the platform, and waits for none of it: it may come first, and then sees the rest arrive. */
export class ObservabilityStack extends InClusterStack {
  private readonly grafana: GrafanaProps;

  constructor(
    scope: Construct,
    environment: Environment,
    private readonly props: ObservabilityStackProps,
  ) {
    super(scope, environment, "observability", props.cluster);
    this.grafana = grafanaProps(environment.grafana, environment.sso, environment.access);
    const { release } = this.foundation();
    const prometheus = this.prometheus(release);
    exporters(this, {
      account: environment,
      cluster: props.cluster,
      cache: props.cache,
      cachePasswordGeneration: environment.rotations.cache,
      roleName: `${this.prefix}-yace`,
      tags: { application: "langfuse", environment: environment.name },
      after: [release],
    });
    new Manifests(this, "scrapes", {
      namespace: observability.namespace,
      manifests: [...this.podMonitors(), ...healthProbes(props.edge.url), ...signInProbes(environment.sso)],
      after: [prometheus.release],
    });
    if (props.edge.grafanaTargetGroupArn)
      new Manifests(this, "grafana-traffic", {
        namespace: observability.namespace,
        manifests: [grafanaTraffic(props.edge.grafanaTargetGroupArn)],
        after: [prometheus.release],
      });
    new Manifests(this, "dashboards", {
      namespace: observability.namespace,
      manifests: dashboardManifests(environment.delivery.repository),
    });
    this.canary();
    this.tellHumans();
  }

  /** Waits for nothing: until Langfuse answers, its probes fail, and nobody is told before they have for a while. */
  private canary(): void {
    const { canary, maskingGateway, access, rotations } = this.environment;
    if (canary.kind === "none") return;
    new Manifests(this, "canary", {
      namespace: observability.namespace,
      manifests: canaryManifests({
        image: canary.image,
        url: this.props.edge.url,
        publicKey: projectPublicKey({ ...access, projectKeyGeneration: rotations.projectKey }),
        secretKeyArn: this.props.secrets.projectSecretKeyArn,
        behindGateway: maskingGateway.kind === "enforced",
      }),
    });
  }

  private podMonitors(): PodMonitor[] {
    const absent = absentWorkloads(this.environment);
    return scrapeTargets.filter(({ workload }) => !absent.includes(workload)).map(podMonitor);
  }

  private tellHumans(): void {
    const callbackUrl = grafanaCallbackUrl(this.grafana);
    if (callbackUrl)
      new TerraformOutput(this, "grafana-callback-url", {
        value: callbackUrl,
        description: "Redirect or callback URL to enter at Grafana's identity provider, to the letter",
      });
  }

  /** What the charts' pods need before they start. */
  private foundation(): Manifests {
    const { namespace, grafana, statsd } = observability;
    return new Manifests(this, "observability-foundation", {
      namespace,
      manifests: [
        ...prometheusRoles(),
        ...alertmanagerSecrets(this.routing()),
        ...grafanaSecrets(this.grafana),
        serviceAccount({ name: statsd.name, namespace }),
        externalSecret({
          name: grafana.adminSecret,
          namespace,
          data: { password: { secretArn: this.grafanaPasswordArn() } },
          template: { username: "admin" },
        }),
      ],
    });
  }

  private grafanaPasswordArn(): string {
    const { rotations, protectData } = this.environment;
    return new GeneratedSecret(this, "grafana-password", {
      name: `${this.prefix}/grafana-password`,
      description: "Password of Grafana's administrator",
      keyArn: this.props.secrets.keyArn,
      generation: rotations.grafana,
      alphabet: "alphanumeric",
      length: 32,
      protect: protectData,
    }).arn;
  }

  private prometheus(foundation: ITerraformDependable): Chart {
    const { name, region, serviceLevel, clickhouse, postgres, observability: settings } = this.environment;
    return new Chart(this, observability.name, {
      namespace: observability.namespace,
      wiring: prometheusValues({
        ...settings,
        // Two where somebody must be told also while a zone is gone, with the volume that is in it.
        replicas: serviceLevel === "production" ? 2 : 1,
        externalLabels: { environment: name, region },
        rules: alertRules({
          limits: {
            clickhouse,
            postgres: { ...postgres, maxConnections: maxConnections(postgres.instanceClass) },
            clientSecrets: clientSecretsOf(this.environment),
          },
          repository: this.environment.delivery.repository,
          grafanaUrl: this.grafana.url,
        }),
        remoteWrite: this.longTermMetrics(),
        alertmanager: alertmanagerValues(this.routing()),
        grafana: grafanaValues(this.grafana),
      }),
      after: [
        foundation,
        ...alertmanagerIdentity(this, {
          account: this.environment,
          cluster: this.props.cluster,
          receivers: this.environment.alerting.receivers,
          roleName: `${this.prefix}-alertmanager`,
        }),
      ],
      // New nodes, volumes, and images of several registries.
      timeout: 900,
    });
  }

  private routing(): AlertmanagerProps {
    return { origin: this.prefix, ...this.environment.alerting };
  }

  private longTermMetrics(): RemoteWrite[] {
    const { longTerm } = this.environment.observability;
    if (longTerm.kind === "none") return [];
    const { remoteWrite } = new LongTermMetrics(this, "long-term", {
      account: this.environment,
      cluster: this.props.cluster,
      roleName: `${this.prefix}-prometheus`,
      workspaceArn: longTerm.workspaceArn,
    });
    return [remoteWrite];
  }
}
