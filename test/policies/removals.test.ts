import { allResources, type PlatformResource, resources, without } from "./platform";
import { Readers } from "./readers";
import { refersTo } from "./rule";

/** What may go without a policy that says so, by type, and why. */
const indifferent: Readonly<Record<string, string>> = {
  ...shared("what is not granted is refused, and what needs it says so", [
    "aws_eks_access_policy_association",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_vpc_security_group_egress_rule",
    "aws_vpc_security_group_ingress_rule",
  ]),
  ...shared("nobody gets there, and nobody gets in", [
    "aws_lb_listener",
    "aws_lb_listener_certificate",
    "aws_lb_listener_rule",
    "aws_route",
    "aws_route53_record",
    "aws_route_table_association",
  ]),
  ...shared("the test of its construct asks for it", ["aws_cloudwatch_metric_alarm", "aws_eks_addon"]),
  aws_kms_alias: "a name for people",
  aws_s3_bucket_cors_configuration: "without it browsers refuse more",
  aws_s3_bucket_metric: "figures, not protection",
  aws_secretsmanager_secret_version: "a pod without its password does not start",
};

it("misses whatever goes of the real platform and leaves nothing behind that Terraform would stumble over", () => {
  const readers = new Readers();
  const { platform } = readers;
  const every = allResources(platform);
  const last = [...platform.resources.keys()]
    .filter((type) => type.startsWith("aws_"))
    .flatMap((type) => resources(platform, type))
    .filter((resource) => !every.some((other) => other !== resource && refersTo(other.arguments, resource)));
  const unnoticed = last.filter((resource) => !readers.notice(resource.type, without(platform, resource)));
  expect(last.length).toBeGreaterThan(100);
  expect(addresses(unnoticed.filter(({ type }) => !(type in indifferent)))).toEqual([]);
  expect(Object.keys(indifferent).filter((type) => unnoticed.every((one) => one.type !== type))).toEqual([]);
});

function addresses(found: readonly PlatformResource[]): string[] {
  return found.map(({ address }) => address);
}

function shared(reason: string, types: readonly string[]): Record<string, string> {
  return Object.fromEntries(types.map((type) => [type, reason]));
}
