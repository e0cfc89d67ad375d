import type { Scenarios } from "../scenario";

const BUCKET = "langfuse-prod-blobs-333333333333";

const of = (metric: string) =>
  `${metric}{job="yace",dimension_BucketName="${BUCKET}",dimension_FilterId="EntireBucket"}`;
const requests = of("aws_s3_all_requests_sum");
const refused = of("aws_s3_4xx_errors_sum");
const broken = of("aws_s3_5xx_errors_sum");

/** Of 1,000 requests a minute. */
const requestsAndErrors = (clientErrors: number, serverErrors: number) => ({
  [requests]: 1000,
  [refused]: clientErrors,
  [broken]: serverErrors,
});

export const s3: readonly Scenarios[] = [
  {
    alert: "ObjectStorageErrors",
    fires: [
      {
        when: "a policy refuses more than one request in twenty",
        healthy: requestsAndErrors(48, 0),
        broken: requestsAndErrors(54, 0),
        before: 30,
        reacts: 5,
        forgets: 15,
        labels: { dimension_BucketName: BUCKET },
        says: "5.4% of the requests to langfuse-prod-blobs-333333333333 fail.",
      },
      {
        when: "S3 asks to slow down",
        healthy: requestsAndErrors(0, 48),
        broken: requestsAndErrors(0, 54),
        before: 30,
        reacts: 5,
        forgets: 15,
        labels: { dimension_BucketName: BUCKET },
      },
    ],
    silent: [{ when: "nobody uses the bucket", series: { [requests]: 0, [refused]: 0, [broken]: 0 } }],
  },
];
