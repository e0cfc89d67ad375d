import { Certificate } from "../../constructs/certificate";
import { DnsZone } from "../../constructs/dns-zone";
import { synthesizeConstruct } from "../support/construct";
import { ofType, reference } from "../support/terraform-json";

describe("a certificate", () => {
  const json = synthesizeConstruct((stack) => {
    new Certificate(stack, "certificate", { domain: "langfuse.example.com", zoneId: "Z1" });
  });

  it("is proven by a record, so that AWS can renew it", () => {
    expect(ofType(json, "aws_acm_certificate")).toMatchObject([
      { arguments: { domain_name: "langfuse.example.com", validation_method: "DNS" } },
    ]);
    expect(ofType(json, "aws_route53_record")).toMatchObject([
      {
        arguments: {
          zone_id: "Z1",
          name: expect.stringContaining("domain_validation_options).0.resource_record_name"),
          records: [expect.stringContaining("domain_validation_options).0.resource_record_value")],
          allow_overwrite: true,
        },
      },
    ]);
  });

  it("is never missing while it is replaced", () => {
    expect(ofType(json, "aws_acm_certificate")).toMatchObject([
      { arguments: { lifecycle: { create_before_destroy: true } } },
    ]);
  });

  it("shows in the public transparency log", () => {
    expect(ofType(json, "aws_acm_certificate")).toMatchObject([
      { arguments: { options: { certificate_transparency_logging_preference: "ENABLED" } } },
    ]);
  });

  it("is handed on only when it is issued", () => {
    const build = synthesizeConstruct((stack) => {
      const { arn } = new Certificate(stack, "certificate", { domain: "langfuse.example.com", zoneId: "Z1" });
      new DnsZone(stack, "probe", { name: arn, amazonCertificatesOnly: false, protect: false });
    });
    expect(build.resource?.aws_route53_zone?.probe_zone?.name).toBe(
      reference("aws_acm_certificate_validation.certificate_validation.certificate_arn"),
    );
  });
});

describe("a zone of our own", () => {
  const zone = (amazonCertificatesOnly: boolean, protect: boolean) =>
    synthesizeConstruct((stack) => {
      new DnsZone(stack, "zone", { name: "dev.example.com", amazonCertificatesOnly, protect });
    });

  it("lets Amazon alone issue certificates, and no wildcard", () => {
    expect(zone(true, false).resource?.aws_route53_record?.zone_caa).toMatchObject({
      name: "dev.example.com",
      type: "CAA",
      records: ['0 issue "amazon.com"', '0 issuewild ";"'],
    });
  });

  it("restricts no authority where the certificate is not ours", () => {
    expect(ofType(zone(false, false), "aws_route53_record")).toEqual([]);
  });

  it.each([true, false])("is destroyed only when unprotected (%s)", (protect) => {
    expect(zone(true, protect).resource?.aws_route53_zone?.zone_zone?.lifecycle).toEqual({
      prevent_destroy: protect,
    });
  });
});
