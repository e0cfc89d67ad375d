import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";
import type { LoadBalancer } from "./load-balancer";
import { maskingGateway } from "./masking-gateway";
import type { SecurityGroup } from "./security-group";
import { TargetGroup, type TargetGroupProps } from "./target-group";

export interface EdgeGatewayProps {
  readonly balancer: Pick<LoadBalancer, "listenerArn" | "securityGroup">;
  readonly workload: SecurityGroup;
  readonly web: Pick<TargetGroup, "arn">;
}

/** Pods of the gateway behind the load balancer, which asks for their health at another port than it sends requests to. */
export function gatewayTargets(
  scope: Construct,
  { vpcId, name, clusterName }: Pick<TargetGroupProps, "vpcId" | "name" | "clusterName">,
): TargetGroup {
  return new TargetGroup(scope, "masking-gateway", {
    vpcId,
    clusterName,
    name: `${name}-masking`,
    port: maskingGateway.port,
    healthCheckPath: maskingGateway.readyPath,
    healthCheckPort: maskingGateway.operationsPort,
  });
}

/** What has no body, whatever its path. */
const READS = ["GET", "HEAD", "OPTIONS"];

/** What people write in the user interface, with a session and never with a project's key: sign-in, the interface's own
 *  API, the playground, charts, "seen" marks. Of Langfuse 4.16, `web/src/pages/api` and `web/src/app/api`; a rule takes
 *  three. */
const WRITES_OF_PEOPLE = [
  ["/api/auth/*", "/api/trpc/*", "/api/chatCompletion"],
  ["/api/dashboard/execute-query-stream", "/api/project/*/visit"],
];

/** Deeper than any of them goes. Next.js resolves `..` and `%2e%2e` before it looks for a page (tried with 16.3, that of
 *  Langfuse 4.16), so that `/api/trpc/../public/ingestion` would be ingestion. The firewall refuses such paths
 *  (`path-traversal`); these patterns need no escapes to be read, because each of them has a part too many. */
const DETOURS = ["/api/trpc/*/*", "/api/auth/*/*/*", "/api/project/*/*/*"];

/** The ways past the masking gateway, to which the listener sends everything else: the rules say what may reach web
 *  directly, and not what must be masked. So a write that is spelt oddly, with another case, doubled slashes, escapes, a
 *  language before it, a method nobody knows, or a path that a later Langfuse brings, meets the gateway, which answers
 *  404 to what it does not know. No rule reads a host: whatever name a client gives, its writes end there.
 *  Cost: none beside its share of the load balancer. */
export class EdgeGateway extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EdgeGatewayProps,
  ) {
    super(scope, id);
    this.openPorts();
    // After that of Grafana's host.
    this.leadToWeb("reads", 20, { httpRequestMethod: { values: READS } });
    this.refuseDetours(21);
    for (const [index, values] of WRITES_OF_PEOPLE.entries())
      this.leadToWeb(`writes-of-people-${index + 1}`, 22 + index, { pathPattern: { values } });
  }

  private leadToWeb(
    id: string,
    priority: number,
    condition:
      | { readonly httpRequestMethod: { readonly values: string[] } }
      | { readonly pathPattern: { readonly values: string[] } },
  ): void {
    const { balancer, web } = this.props;
    new LbListenerRule(this, id, {
      listenerArn: balancer.listenerArn,
      priority,
      condition: [condition],
      action: [{ type: "forward", targetGroupArn: web.arn }],
    });
  }

  private refuseDetours(priority: number): void {
    const fixedResponse = {
      contentType: "application/json",
      messageBody: '{"message":"Not Found"}',
      statusCode: "404",
    };
    new LbListenerRule(this, "detours", {
      listenerArn: this.props.balancer.listenerArn,
      priority,
      condition: [{ pathPattern: { values: DETOURS } }],
      action: [{ type: "fixed-response", fixedResponse }],
    });
  }

  private openPorts(): void {
    const { balancer, workload } = this.props;
    const { port, operationsPort } = maskingGateway;
    const ports = [
      { id: "masking-gateway", port, what: "What applications write" },
      { id: "masking-gateway-health", port: operationsPort, what: "Health of the masking gateway" },
    ];
    for (const { id, port, what: description } of ports) {
      balancer.securityGroup.allowTo(id, {
        description,
        port,
        peer: { securityGroupId: workload.id },
      });
      workload.allowFrom(`load-balancer-to-${id}`, {
        description,
        port,
        peer: { securityGroupId: balancer.securityGroup.id },
      });
    }
  }
}
