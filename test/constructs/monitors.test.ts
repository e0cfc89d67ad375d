import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { cloudWatchJobs } from "../../constructs/cloudwatch-jobs";
import { cloudWatchMetrics, METRICS } from "../../constructs/metrics";
import { keepCatalogued, podMonitor } from "../../constructs/monitors";
import { healthProbes, signInProbes } from "../../constructs/probes";
import { scrapeTargets } from "../../constructs/scrape-targets";
import { environmentWithSso, ssoFixtures } from "../fixtures/sso";

/** Exporters that kube-prometheus-stack brings, and probes, which have jobs of their own. */
const others = ["alertmanager", "blackbox-exporter", "kube-state-metrics", "kubelet", "prometheus"];

it("asks every exporter of the catalogue, and keeps exactly what the catalogue names", () => {
  const exporters = new Set(METRICS.map(({ exporter }) => exporter));
  expect([...scrapeTargets.map(({ job }) => job), ...others].sort()).toEqual([...exporters].sort());
  const [endpoint] = podMonitor({ job: "clickhouse-keeper", workload: "keeper", port: 7000 }).spec
    .podMetricsEndpoints;
  expect(endpoint.metricRelabelings).toEqual([
    {
      action: "keep",
      sourceLabels: ["__name__"],
      regex: "ClickHouseAsyncMetrics_KeeperIsLeader|ClickHouseAsyncMetrics_KeeperSyncedFollowers",
    },
  ]);
});

it("names every job as alerts do, whatever pod answers", () => {
  for (const target of scrapeTargets)
    expect(podMonitor(target).spec.podMetricsEndpoints[0].relabelings).toContainEqual({
      action: "replace",
      targetLabel: "job",
      replacement: target.job,
    });
});

it("lets nothing through that is not in the catalogue", () => {
  const kept = new RegExp(`^(?:${keepCatalogued("clickhouse").regex})$`);
  expect("ClickHouseProfileEvents_RejectedInserts").toMatch(kept);
  expect("ClickHouseProfileEvents_RejectedInsertsOfOthers").not.toMatch(kept);
});

/** First part of the names of what scheduled jobs report. */
const FIGURE = "langfuse_operations_";

it("has the statsd exporter make exactly the metrics of Langfuse that the catalogue names", () => {
  const file = join(__dirname, "..", "..", "charts-values", "prometheus-statsd-exporter.yaml");
  const { statsd } = parse(readFileSync(file, "utf8"));
  const mappings: { name: string; action?: string }[] = parse(statsd.mappingConfig).mappings;
  // Those of scheduled jobs have one mapping for all, which the next test is about.
  const made = mappings
    .filter(({ action, name }) => action !== "drop" && !name.startsWith(FIGURE))
    .map(({ name }) => name);
  expect(made.sort()).toEqual(
    METRICS.filter(({ exporter, name }) => exporter === "langfuse-statsd" && !name.startsWith(FIGURE))
      .map(({ name }) => name)
      .sort(),
  );
});

it("has it make figures of scheduled jobs of what they report, and keeps them until the next run", () => {
  const file = join(__dirname, "..", "..", "charts-values", "prometheus-statsd-exporter.yaml");
  const { mappings } = parse(parse(readFileSync(file, "utf8")).statsd.mappingConfig);
  expect(mappings).toContainEqual({
    match: "operations.*.*",
    match_metric_type: "gauge",
    name: `${FIGURE}\${1}_\${2}`,
    ttl: "3h",
  });
  const matches = mappings.map(({ match }: { match: string }) => match);
  expect(matches.indexOf("operations.restore-drill.*")).toBeLessThan(matches.indexOf("operations.*.*"));
  expect(mappings).toContainEqual({
    match: "operations.restore-drill.*",
    match_metric_type: "gauge",
    name: `${FIGURE}restore_drill_$1`,
    ttl: "840h",
  });
});

describe("probes", () => {
  const probes = healthProbes("https://langfuse.example.com");

  it("ask web by its public address and from inside, with the question about its database", () => {
    expect(probes.filter(({ kind }) => kind === "Probe")).toMatchObject(
      [
        ["langfuse-health", "https://langfuse.example.com"],
        ["langfuse-web-health", "http://langfuse-web.langfuse.svc.cluster.local:3000"],
      ].map(([jobName, address]) => ({
        spec: {
          jobName,
          targets: {
            staticConfig: { static: [`${address}/api/public/health?failIfDatabaseUnavailable=true`] },
          },
        },
      })),
    );
  });

  it("ask each identity provider where its endpoints are, once each, and none that has no such page", () => {
    const asked = Object.values(ssoFixtures)
      .map((fixture) => environmentWithSso(fixture).sso)
      .flatMap(signInProbes)
      .map(({ metadata, spec }) => [metadata.name, ...spec.targets.staticConfig.static]);
    const path = "/.well-known/openid-configuration";
    expect(Object.fromEntries(asked)).toEqual({
      "sign-in-provider-auth0": `https://example.eu.auth0.com${path}`,
      "sign-in-provider-authentik": `https://authentik.example.com/application/o/langfuse${path}`,
      "sign-in-provider-cognito": `https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI${path}`,
      "sign-in-provider-entra-id": `https://login.microsoftonline.com/${ssoFixtures["entra-id"].tenantId}/v2.0${path}`,
      "sign-in-provider-google": `https://accounts.google.com${path}`,
      "sign-in-provider-jumpcloud": `https://oauth.id.jumpcloud.com${path}`,
      "sign-in-provider-keycloak": `https://keycloak.example.com/realms/example${path}`,
      "sign-in-provider-oidc": `https://login.example.com${path}`,
      "sign-in-provider-okta": `https://example.okta.com${path}`,
      "sign-in-provider-onelogin": `https://example.onelogin.com/oidc/2${path}`,
    });
  });

  it("ask each worker by its own address whether it is stuck", () => {
    expect(probes.find(({ kind }) => kind === "PodMonitor")).toMatchObject({
      spec: {
        podMetricsEndpoints: [
          {
            path: "/probe",
            portNumber: 3030,
            relabelings: expect.arrayContaining([
              expect.objectContaining({
                targetLabel: "__param_target",
                replacement:
                  "http://$1/api/health?failIfQueueConsumptionStuck=true&failIfEventPropagationStuck=true",
              }),
              expect.objectContaining({
                targetLabel: "__address__",
                replacement: "blackbox-exporter.observability.svc.cluster.local:9115",
              }),
            ]),
          },
        ],
      },
    });
  });
});

describe("CloudWatch", () => {
  const { discovery } = cloudWatchJobs({ region: "eu-west-1", tags: { environment: "dev" } });

  it("is asked for each metric of the catalogue once, in one combination of dimensions", () => {
    const asked = discovery.jobs.flatMap(({ type, dimensionNameRequirements, metrics }) =>
      metrics.map(({ name, statistics }) =>
        [type, dimensionNameRequirements.join(), name, statistics.join()].join(" "),
      ),
    );
    expect(asked.sort()).toEqual(
      cloudWatchMetrics
        .map(({ cloudWatch }) =>
          [cloudWatch.namespace, cloudWatch.dimensions.join(), cloudWatch.metric, cloudWatch.statistic].join(
            " ",
          ),
        )
        .sort(),
    );
  });

  it("is asked for what has our tags, to the letter", () => {
    for (const { searchTags } of discovery.jobs)
      expect(searchTags).toEqual([{ key: "environment", value: "^dev$" }]);
  });

  it("counts no errors where there is no value, and repeats none; a level without a value stays unknown", () => {
    const metrics = discovery.jobs.flatMap((job) => job.metrics);
    expect(metrics.find(({ name }) => name === "HTTPCode_ELB_5XX_Count")).toMatchObject({
      nilToZero: true,
      length: 60,
    });
    expect(metrics.find(({ name }) => name === "FreeStorageSpace")).toMatchObject({ nilToZero: false });
  });
});
