import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { Chart } from "./chart";
import { clickHouseOperator } from "./clickhouse-operator-roles";
import { externalSecret } from "./external-secret";
import { Manifests } from "./manifests";
import { controllerNamespaces, namespaces } from "./namespaces";

export interface ClickHouseOperatorReleaseProps {
  /** Secret with its password in ClickHouse. */
  readonly passwordArn: string;
  readonly after: readonly ITerraformDependable[];
}

/** The operator that makes servers of ClickHouse and Keeper, with its credentials. */
export function releaseClickHouseOperator(scope: Construct, props: ClickHouseOperatorReleaseProps): void {
  const namespace = controllerNamespaces.clickHouseOperator;
  const credentials = new Manifests(scope, "clickhouse-operator-credentials", {
    namespace,
    manifests: [
      externalSecret({
        name: clickHouseOperator,
        namespace,
        data: { password: { secretArn: props.passwordArn } },
        template: { username: "clickhouse_operator" },
      }),
    ],
    after: props.after,
  });
  new Chart(scope, clickHouseOperator, {
    namespace,
    // With one name it watches one namespace, with two all of them.
    wiring: { configs: { files: { "config.yaml": { watch: { namespaces: [namespaces.clickhouse] } } } } },
    after: [credentials.release],
  });
}
