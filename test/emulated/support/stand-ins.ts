import type { Environment } from "../../../environments/schema";
import type { Aws } from "./aws";

/** Makes whatever an environment file calls existing.
 *  @returns the id that the emulator chose, by the id that the file names */
export async function standIns(aws: Aws, { edge }: Environment): Promise<Map<string, string>> {
  if (edge.zone.kind === "create") return new Map();
  const { HostedZone } = await aws.route53.createHostedZone({
    Name: edge.domain,
    CallerReference: "harness",
  });
  return new Map([[edge.zone.zoneId, (HostedZone?.Id ?? "").replace("/hostedzone/", "")]]);
}
