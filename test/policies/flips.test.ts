import { changed, type PlatformResource, resources } from "./platform";
import { Readers } from "./readers";
import { isRecord } from "./rule";

/** Switches that no policy needs to hold, by type and argument, and why. */
const indifferent: Readonly<Record<string, string>> = {
  "aws_cloudwatch_metric_alarm metric_query.return_data": "which part of a formula the alarm reads",
  "aws_db_parameter_group lifecycle.create_before_destroy": "order of a replacement, not its safety",
  "aws_elasticache_parameter_group lifecycle.create_before_destroy": "order of a replacement, not its safety",
  "aws_wafv2_ip_set lifecycle.create_before_destroy": "order of a replacement, not its safety",
  "aws_lb internal": "chosen by the environment",
  "aws_route53_record alias.evaluate_target_health": "there is one target only",
  "aws_route53_record allow_overwrite": "a certificate's proof may already be there",
  "aws_s3_bucket_lifecycle_configuration rule.expiration.expired_object_delete_marker": "tidiness",
  "aws_secretsmanager_secret_version lifecycle.prevent_destroy":
    "passwords can be made anew; the secret itself stays",
  "aws_wafv2_web_acl rule.visibility_config.cloudwatch_metrics_enabled": "figures, not protection",
};

it("knows every switch of the real platform: who turns one is noticed, or it is listed here", () => {
  const readers = new Readers();
  const { platform } = readers;
  const turned = [...platform.resources.keys()]
    .filter((type) => type.startsWith("aws_"))
    .flatMap((type) => resources(platform, type))
    .flatMap((resource) => switchesOf(resource.arguments).map((path) => ({ resource, path })));
  const unnoticed = turned.filter(({ resource, path }) => {
    const broken = changed(platform, resource, (block) => turn(block, path));
    return !readers.notice(resource.type, broken);
  });
  expect(turned.length).toBeGreaterThan(100);
  expect([...new Set(unnoticed.map(nameOf))].sort()).toEqual(Object.keys(indifferent).sort());
});

interface Switch {
  readonly resource: PlatformResource;
  readonly path: readonly string[];
}

function nameOf({ resource, path }: Switch): string {
  return `${resource.type} ${path.filter((step) => !/^\d+$/.test(step)).join(".")}`;
}

/** Paths of all Booleans, at any depth. */
function switchesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value === "boolean") return [path];
  if (!isRecord(value) && !Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => switchesOf(inner, [...path, key]));
}

function turn(value: unknown, [step = "", ...rest]: readonly string[]): void {
  const place = Object(value);
  if (rest.length > 0) turn(place[step], rest);
  else place[step] = !place[step];
}
