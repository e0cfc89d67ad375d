import { exactly, referenceTo } from "../expectations";
import { requires } from "../requires";
import type { Rule } from "../rule";

/** Certificates of ours: https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html */
export const certificateRules: readonly Rule[] = [
  requires({
    id: "certificate-renewed",
    rows: ["A11"],
    title: "A new certificate stands before the old one goes; it proves itself by DNS",
    upstream: ["CKV_AWS_233", "CKV_AWS_234", "CKV2_AWS_71"],
    type: "aws_acm_certificate",
    arguments: {
      validation_method: exactly("DNS"),
      "options.certificate_transparency_logging_preference": exactly("ENABLED"),
      "lifecycle.create_before_destroy": exactly(true),
    },
  }),
  requires({
    id: "certificate-awaited",
    rows: ["A11"],
    title: "A new certificate is waited for until it is valid",
    upstream: [],
    type: "aws_acm_certificate_validation",
    arguments: { certificate_arn: referenceTo("aws_acm_certificate") },
  }),
  requires({
    id: "certificate-valid",
    rows: ["A11"],
    title: "The listener begins with a certificate that is valid",
    upstream: [],
    type: "aws_lb_listener",
    where: ({ arguments: { protocol } }) => protocol === "HTTPS",
    appliesTo: ({ edge }) => edge.certificate.kind === "create",
    arguments: { certificate_arn: referenceTo("aws_acm_certificate_validation") },
  }),
];
