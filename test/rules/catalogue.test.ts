import { dashboards } from "../../charts-values/dashboards";
import { METRICS } from "../../constructs/metrics";
import { healthProbes, signInProbes } from "../../constructs/probes";
import { ssoFixtures } from "../fixtures/sso";
import { metricOf, reads, recorded, rules, series } from "./reads";

describe("the catalogue of metrics", () => {
  it("names each metric once", () => {
    const names = series.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  });

  it("has every metric that a rule reads", () => {
    const strays = reads.filter(({ metric }) => !metricOf(metric) && !recorded.has(metric));
    expect(strays.map(({ name, metric }) => `${name} reads ${metric}`)).toEqual([]);
  });

  it("has nothing that neither a rule nor a panel reads", () => {
    const panels = JSON.stringify(dashboards);
    const read = new Set(reads.map(({ metric }) => metric));
    const unread = METRICS.filter(({ name }) => !read.has(name) && !panels.includes(name));
    expect(unread.map(({ name }) => name)).toEqual([]);
  });

  it("has the jobs and probes that rules name", () => {
    const known = new Set([
      ...METRICS.map(({ exporter }) => exporter),
      ...healthProbes("https://langfuse.example.com").map(({ metadata }) => metadata.name),
      ...signInProbes([ssoFixtures.okta]).map(({ spec }) => spec.jobName),
    ]);
    const named = rules.flatMap(({ expr }) =>
      [...expr.matchAll(/\bjob!?[=~]+"([^"]+)"/g)].flatMap(([, jobs = ""]) => jobs.split("|")),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((job) => !known.has(job))).toEqual([]);
  });

  it("has CloudWatch's metrics under the names that their exporter makes", () => {
    // As seen in its own tests and in a run of it.
    expect(METRICS.flatMap(({ exporter, name }) => (exporter === "yace" ? [name] : []))).toEqual(
      expect.arrayContaining([
        "aws_applicationelb_httpcode_elb_5_xx_count_sum",
        "aws_elasticache_engine_cpuutilization_maximum",
        "aws_rds_maximum_used_transaction_ids_maximum",
        "aws_s3_4xx_errors_sum",
      ]),
    );
  });
});
