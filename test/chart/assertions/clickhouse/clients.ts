import { type Assertion, isLangfuse, type RenderedEnvironment } from "../../assertion";
import { at, type CustomObject, listAt, ofKind } from "../../kubernetes";
import { langfusePrograms, textOf } from "../../langfuse";

/** Address, port and user are written on both sides, in two stacks. */
export const servedClients: Assertion = {
  name: "Langfuse calls a Service that ClickHouse offers, as a user that ClickHouse knows",
  concerns: isLangfuse,
  problems: ({ objects }, environment) => {
    const found = clickhouseOf(environment);
    if (!found) return environment.complete ? ["no release holds a ClickHouseInstallation"] : [];
    const { services, users } = found;
    return langfusePrograms(objects).flatMap(({ container }) => {
      const addresses = ["CLICKHOUSE_URL", "CLICKHOUSE_MIGRATION_URL"].map((name) => ({
        name,
        address: textOf(container, name)
          .replace(/^\w+:\/\//, "")
          .replace(/\.svc\.cluster\.local/, ""),
      }));
      const user = textOf(container, "CLICKHOUSE_USER");
      return [
        ...addresses
          .filter(({ address }) => !services.includes(address))
          .map(({ name, address }) => `${name} calls '${address}'; ClickHouse serves ${services.join(", ")}`),
        ...(users.includes(user)
          ? []
          : [`CLICKHOUSE_USER is '${user}'; ClickHouse knows ${users.join(", ")}`]),
      ];
    });
  },
};

function clickhouseOf({
  releases,
}: RenderedEnvironment): { services: string[]; users: string[] } | undefined {
  const [installation] = releases.flatMap(({ namespace, objects }) =>
    ofKind(objects, "ClickHouseInstallation").map((object) => ({ object, namespace })),
  );
  if (!installation) return undefined;
  const { object, namespace } = installation;
  const users = Object.keys(Object(at(object, "spec", "configuration", "users"))).map(
    (key) => key.split("/")[0] ?? "",
  );
  return { services: servicesOf(object, object.metadata.namespace ?? namespace), users: [...new Set(users)] };
}

/** The Services of the whole installation, as `name.namespace:port`. */
function servicesOf(installation: CustomObject, namespace: string): string[] {
  const template = at(installation, "spec", "defaults", "templates", "serviceTemplate");
  return listAt(installation, "spec", "templates", "serviceTemplates")
    .filter((service) => at(service, "name") === template)
    .flatMap((service) => {
      const name = String(at(service, "generateName")).replace("{chi}", installation.metadata.name ?? "");
      return listAt(service, "spec", "ports").map((port) => `${name}.${namespace}:${at(port, "port")}`);
    });
}
