import { type BootstrapNames, bootstrapNames } from "../../../constructs/bootstrap-names";
import type { Environment } from "../../../environments/schema";
import type { Graph } from "./graph";
import {
  bootstrapPolicy,
  deliveryRoles,
  type Policy,
  platformRoles,
  policyOf,
  type ResourcePolicy,
  type Role,
} from "./policies";
import { vaultGuards } from "./vault-account";

/** Everything in one environment that decides who may do what. */
export interface Account {
  readonly environment: Environment;
  readonly graph: Graph;
  /** For example `langfuse-prod`. */
  readonly prefix: string;
  readonly names: BootstrapNames;
  readonly roles: readonly Role[];
  readonly resourcePolicies: readonly ResourcePolicy[];
  /** By the short name of the service, for example `s3`. */
  readonly endpoints: ReadonlyMap<string, Policy>;
  /** ARN of the key of the Terraform state. */
  readonly stateKeyArn: string;
}

/** The account of one environment after an apply. */
export function accountOf(graph: Graph): Account {
  const { environment } = graph;
  const { accountId, region } = environment;
  const prefix = `langfuse-${environment.name}`;
  const names = bootstrapNames(prefix, environment);
  const stateKeyArn = `arn:aws:kms:${region}:${accountId}:key/00000000-0000-4000-8000-0000005747e0`;
  return {
    environment,
    graph,
    prefix,
    names,
    stateKeyArn,
    roles: [...deliveryRoles(graph, accountId), ...platformRoles(graph, prefix)],
    resourcePolicies: [
      ...guards(graph),
      { ...bootstrapPolicy(graph, "StateBucketPolicy"), arn: `arn:aws:s3:::${names.stateBucket}` },
      { ...bootstrapPolicy(graph, "StateKey", "KeyPolicy"), arn: stateKeyArn },
      ...vaultGuards(environment),
      // Keys that we use and others made: as AWS writes it by default, their policy lets IAM decide.
      ...environment.alerting.receivers.flatMap((receiver) =>
        receiver.kind === "sns" && receiver.topicKeyArn
          ? [{ ...bootstrapPolicy(graph, "StateKey", "KeyPolicy"), arn: receiver.topicKeyArn }]
          : [],
      ),
    ],
    endpoints: new Map(
      graph
        .ofType("aws_vpc_endpoint")
        .filter(({ arguments: { policy } }) => policy !== undefined)
        .map((endpoint) => [
          String(endpoint.arguments.service_name).replace(`com.amazonaws.${region}.`, ""),
          policyOf(endpoint, "policy"),
        ]),
    ),
  };
}

/** The role with this name. */
export function roleOf({ roles, prefix }: Account, name: string): Role {
  const role = roles.find((candidate) => candidate.name === name);
  if (!role) throw new Error(`no stack of '${prefix}' makes the role '${name}'`);
  return role;
}

/** Policies that stand on resources, by the resource. */
function guards(graph: Graph): ResourcePolicy[] {
  const { accountId, region } = graph.environment;
  const held = (type: string, argument: string, arn: (value: unknown) => string): ResourcePolicy[] =>
    graph
      .ofType(type)
      .map((resource) => ({ ...policyOf(resource, "policy"), arn: arn(resource.arguments[argument]) }));
  return [
    ...held("aws_s3_bucket_policy", "bucket", (bucket) => `arn:aws:s3:::${bucket}`),
    ...held("aws_sns_topic_policy", "arn", String),
    ...held("aws_secretsmanager_secret_policy", "secret_arn", String),
    ...graph
      .ofType("aws_kms_key")
      .map((key) => ({ ...policyOf(key, "policy"), arn: graph.attribute(key.address, "arn") })),
    ...graph.ofType("aws_cloudwatch_log_resource_policy").map((policy) => ({
      ...policyOf(policy, "policy_document"),
      // Stands on every log group of the account and region.
      arn: `arn:aws:logs:${region}:${accountId}:log-group`,
    })),
  ];
}
