import { ofType, type TerraformJson } from "./terraform-json";

/** One request as the load balancer's rules see it. */
export interface ListenerRequest {
  readonly method: string;
  /** As the client wrote it, without its query. */
  readonly path: string;
  /** @default - Langfuse's own */
  readonly host?: string;
}

interface Condition {
  readonly host_header?: { readonly values: readonly string[] };
  readonly http_request_method?: { readonly values: readonly string[] };
  readonly path_pattern?: { readonly values: readonly string[] };
}

interface Action {
  readonly type: string;
  readonly target_group_arn?: string;
  readonly fixed_response?: { readonly status_code: string };
  readonly forward?: { readonly target_group: readonly { readonly arn: string; readonly weight: number }[] };
}

/** The target group to which the HTTPS listener of a stack sends a request, by its name in Terraform, or the status that it
 *  answers itself: the first rule that matches decides, then the default action.
 *  https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 *  @throws on a condition or an action that the rules do not use today */
export function targetOf(json: Pick<TerraformJson, "resource">, request: ListenerRequest): string {
  const rules = ofType(json, "aws_lb_listener_rule")
    .map(({ arguments: rule }) => rule as { priority: number; condition: Condition[]; action: Action[] })
    .sort((one, other) => one.priority - other.priority);
  const rule = rules.find(({ condition }) => condition.every((part) => holds(part, request)));
  return groupOf(rule?.action ?? defaultActions(json));
}

function defaultActions(json: Pick<TerraformJson, "resource">): Action[] {
  const https = ofType(json, "aws_lb_listener").find(({ arguments: { port } }) => port === 443);
  // As synthesized by constructs/load-balancer.ts.
  return https?.arguments.default_action as Action[];
}

function groupOf([action]: readonly Action[]): string {
  if (action?.fixed_response) return action.fixed_response.status_code;
  const serving = action?.forward?.target_group.filter(({ weight }) => weight > 0).map(({ arn }) => arn);
  const [arn, ...others] = serving ?? [action?.target_group_arn];
  const [, name] = /^\$\{aws_lb_target_group\.(\w+)\.arn\}$/.exec(arn ?? "") ?? [];
  if (action?.type !== "forward" || name === undefined || others.length > 0)
    throw new Error(
      `the listener of the tests does not know the action '${JSON.stringify(action)}'; teach it`,
    );
  return name;
}

function holds(
  condition: Condition,
  { method, path, host = "langfuse.example.com" }: ListenerRequest,
): boolean {
  const [kind = "", ...others] = Object.keys(condition);
  if (others.length > 0) throw new Error("one condition is of one kind");
  switch (kind) {
    case "host_header":
      return some(condition.host_header, host.toLowerCase().replace(/:\d+$/, ""));
    case "http_request_method":
      return condition.http_request_method?.values.includes(method) ?? false;
    case "path_pattern":
      return some(condition.path_pattern, path);
    default:
      throw new Error(`the listener of the tests does not know '${kind}'; teach it`);
  }
}

/** `*` is any text and `?` one character; capitals count. */
function some(part: { readonly values: readonly string[] } | undefined, text: string): boolean {
  return (part?.values ?? []).some((pattern) => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    return new RegExp(`^${source}$`, "s").test(text);
  });
}
