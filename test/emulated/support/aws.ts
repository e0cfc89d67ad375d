import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { awsWith } from "../../../stacks/adopt/aws";

/** The AWS API of one emulated account in one region, by service. */
export interface Aws extends ReturnType<typeof clientsOf> {
  /** The same account in another region. */
  readonly in: (region: string) => Aws;
}

/** Clients that talk to an emulator. */
export function awsAt(endpoint: string, region: string): Aws {
  return { ...clientsOf(endpoint, region), in: (other) => awsAt(endpoint, other) };
}

function clientsOf(endpoint: string, region: string) {
  const settings = {
    endpoint,
    region,
    maxAttempts: 1,
    credentials: { accessKeyId: "emulated", secretAccessKey: "emulated" },
  };
  return {
    ...awsWith(settings),
    cloudwatch: new CloudWatch(settings),
    events: new EventBridge(settings),
  };
}
