import { checkovFindings, trivyFindings } from "./report";

/** As checkov 3.3 writes it for one plan, shortened. */
const checkov = JSON.stringify({
  check_type: "terraform_plan",
  results: {
    failed_checks: [
      {
        check_id: "CKV_AWS_18",
        check_name: "Ensure the S3 bucket has access logging enabled",
        check_result: { result: "FAILED" },
        file_path: "/prod-data.json",
        resource: "aws_s3_bucket.access_logs_bucket",
        severity: null,
      },
    ],
    skipped_checks: [],
    parsing_errors: [],
  },
  summary: { passed: 120, failed: 1, skipped: 0, parsing_errors: 0, checkov_version: "3.3.30" },
});

/** As Trivy 0.72 writes it for one plan, shortened. */
const trivy = (id: object) =>
  JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: "prod-network.json",
    Results: [
      { Target: "main.tf", Class: "config", Type: "terraformplan", MisconfSummary: { Failures: 0 } },
      {
        Target: "main.tf",
        Class: "config",
        Type: "terraformplan",
        Misconfigurations: [
          {
            Type: "Terraform Plan Security Check",
            ...id,
            Title: "Load balancer is exposed to the internet.",
            Severity: "HIGH",
            Status: "FAIL",
            CauseMetadata: { Resource: "aws_lb.edge", Provider: "AWS", Service: "elb" },
          },
          { ID: "AVD-AWS-0047", Title: "An old TLS policy", Status: "PASS" },
        ],
      },
    ],
  });

describe("a report of checkov", () => {
  const finding = { id: "CKV_AWS_18", address: "aws_s3_bucket.access_logs_bucket", environment: "prod" };

  it("says which check found what", () => {
    expect(checkovFindings(checkov, "prod")).toMatchObject([finding]);
  });

  it("may be a list, one for each framework", () => {
    expect(checkovFindings(`[${checkov},${checkov}]`, "prod")).toMatchObject([finding, finding]);
  });

  it("is refused when checkov looked at nothing", () => {
    const nothing = JSON.stringify({ passed: 0, failed: 0, skipped: 0, checkov_version: "3.3.30" });
    expect(() => checkovFindings(nothing, "prod")).toThrow("checkov looked at nothing");
  });
});

describe("a report of Trivy", () => {
  const finding = { id: "AVD-AWS-0053", address: "aws_lb.edge", environment: "prod" };

  it("says which check found what, and nothing of those that passed", () => {
    expect(trivyFindings(trivy({ ID: "AVD-AWS-0053", AVDID: "AVD-AWS-0053" }), "prod")).toMatchObject([
      finding,
    ]);
  });

  it("names a check in our form also where a newer version shortens it", () => {
    expect(trivyFindings(trivy({ ID: "AWS-0053" }), "prod")).toMatchObject([finding]);
  });

  it("is refused when it is something else", () => {
    expect(() => trivyFindings("{}", "prod")).toThrow("Trivy wrote no report");
  });

  it("may find nothing", () => {
    expect(trivyFindings(JSON.stringify({ SchemaVersion: 2 }), "prod")).toEqual([]);
  });
});
