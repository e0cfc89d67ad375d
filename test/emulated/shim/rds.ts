import { type Answer, type Call, type Layer, type Reply, withParameters, withText } from "./call";
import { escaped } from "./query";

/** Fields that moto 5.2 takes and does not show again: how a reply calls them, by the name in the request. */
const FORGOTTEN: Readonly<Record<string, string>> = {
  DatabaseInsightsMode: "DatabaseInsightsMode",
  EnablePerformanceInsights: "PerformanceInsightsEnabled",
  MonitoringInterval: "MonitoringInterval",
  MonitoringRoleArn: "MonitoringRoleArn",
  PerformanceInsightsKMSKeyId: "PerformanceInsightsKMSKeyId",
  PerformanceInsightsRetentionPeriod: "PerformanceInsightsRetentionPeriod",
};

/** AWS's default, where moto says `rds-ca-default`; the provider would wait 80 seconds for the change to it. */
const DEFAULT_AUTHORITY = "rds-ca-rsa2048-g1";

const MANAGED = "ManageMasterUserPassword";

/** What moto 5.2 lacks of RDS: monitoring and performance insights of an instance, its certificate authority, who set a
 *  parameter, and that a password which RDS manages already gets no second secret. */
export class Rds {
  /** Shown fields by the identifier of their instance. */
  private readonly instances = new Map<string, Readonly<Record<string, string>>>();

  /** Identifiers of instances whose password is managed. */
  private readonly managed = new Set<string>();

  readonly layer: Layer = async (call, next) => {
    if (call.service !== "rds") return next(call);
    const reply = await this.passOn(call, next);
    // The provider reads no parameter that the engine and not the user chose.
    if (call.operation === "DescribeDBParameters")
      return withText(reply, reply.body.toString().replaceAll("</Parameter>", "<Source>user</Source>$&"));
    return call.operation.endsWith("DBInstance") || call.operation === "DescribeDBInstances"
      ? this.amended(reply)
      : reply;
  };

  private async passOn(call: Call, next: Answer): Promise<Reply> {
    const identifier = call.parameters.get("DBInstanceIdentifier") ?? "";
    if (!/^(Create|Modify)DBInstance$/.test(call.operation)) return next(call);
    const sent = Object.entries(FORGOTTEN).flatMap(([name, shown]) => {
      const value = call.parameters.get(name);
      return value === null ? [] : [[shown, value]];
    });
    const reply = await next(
      call.operation === "CreateDBInstance"
        ? withAuthority(call)
        : this.withoutSecondSecret(call, identifier),
    );
    if (reply.status !== 200) return reply;
    if (call.parameters.get(MANAGED) === "true") this.managed.add(identifier);
    this.instances.set(identifier, { ...this.instances.get(identifier), ...Object.fromEntries(sent) });
    return reply;
  }

  /** Terraform asks for management once more after an import, because it cannot read whether it is on. */
  private withoutSecondSecret(call: Call, identifier: string): Call {
    if (!this.managed.has(identifier) || call.parameters.get(MANAGED) !== "true") return call;
    const parameters = new URLSearchParams(call.parameters);
    parameters.delete(MANAGED);
    return withParameters(call, parameters);
  }

  /** moto's reply with the fields that it left out. */
  private amended(reply: Reply): Reply {
    const text = reply.body.toString().replace(/<DBInstance>.*?<\/DBInstance>/gs, (instance) => {
      const identifier = /<DBInstanceIdentifier>([^<]*)</.exec(instance)?.[1] ?? "";
      const fields = Object.entries(this.instances.get(identifier) ?? {})
        // It shows what was changed later.
        .filter(([name]) => !instance.includes(`<${name}>`))
        .map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
        .join("");
      return `<DBInstance>${fields}${instance.slice("<DBInstance>".length)}`;
    });
    return withText(reply, text);
  }
}

function withAuthority(call: Call): Call {
  if (call.parameters.has("CACertificateIdentifier")) return call;
  const parameters = new URLSearchParams(call.parameters);
  parameters.set("CACertificateIdentifier", DEFAULT_AUTHORITY);
  return withParameters(call, parameters);
}
