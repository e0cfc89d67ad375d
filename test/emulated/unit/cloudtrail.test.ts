import { bodyOf } from "../shim/call";
import { trailNames } from "../shim/cloudtrail";
import { jsonCall, motoWith } from "./calls";

const ARN = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/audit";

/** What moto is asked for a request of a service. */
async function asked(service: string, request: object): Promise<unknown> {
  const { answer, calls } = motoWith({ StartLogging: {} });
  await trailNames(jsonCall(service, "StartLogging", request), answer);
  return calls.map(bodyOf)[0];
}

it("names a trail to moto as moto calls it, and leaves the rest of the request as it is", async () => {
  expect(await asked("cloudtrail", { Name: ARN, KmsKeyId: "key" })).toEqual({
    Name: "audit",
    KmsKeyId: "key",
  });
});

it("leaves names, and whatever is no trail, to moto", async () => {
  expect(await asked("cloudtrail", { Name: "audit" })).toEqual({ Name: "audit" });
  expect(await asked("cloudtrail", { ResourceIdList: [ARN] })).toEqual({ ResourceIdList: [ARN] });
  expect(await asked("events", { Name: ARN })).toEqual({ Name: ARN });
});
