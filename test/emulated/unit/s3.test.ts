import { bucketPolicies, S3Logging, S3Metrics, S3Replication } from "../shim/s3";
import { motoWith, restCall, textOf } from "./calls";

const format = "<TargetObjectKeyFormat><SimplePrefix/></TargetObjectKeyFormat>";
const moto = () =>
  motoWith({
    "PUT /bucket": "",
    "GET /bucket": "<LoggingEnabled><TargetPrefix/></LoggingEnabled>",
    "GET /other": "<LoggingEnabled><TargetPrefix/></LoggingEnabled>",
  });

describe("the shim of S3", () => {
  it("writes the only resource of a statement as moto looks for it, and leaves longer lists alone", async () => {
    const { answer, calls } = moto();
    const Statement = [{ Resource: ["a"] }, { Resource: ["a", "b"] }, { Resource: "c" }];
    await bucketPolicies(restCall("s3", "PUT", "/bucket?policy", { Version: "1", Statement }), answer);
    expect(JSON.parse(calls[0]?.body.toString() ?? "")).toEqual({
      Version: "1",
      Statement: [{ Resource: "a" }, { Resource: ["a", "b"] }, { Resource: "c" }],
    });
  });

  it("leaves objects alone, whatever their name", async () => {
    const { answer, calls } = moto();
    await bucketPolicies(restCall("s3", "PUT", "/bucket/policy", "not JSON"), answer);
    expect(calls[0]?.body.toString()).toBe("not JSON");
  });

  it("shows how keys of access logs are composed, of the bucket that it was said of", async () => {
    const { layer } = new S3Logging();
    const { answer } = moto();
    const wanted = `<BucketLoggingStatus><LoggingEnabled>${format}</LoggingEnabled></BucketLoggingStatus>`;
    await layer(restCall("s3", "PUT", "/bucket?logging", wanted), answer);
    expect(await textOf(layer(restCall("s3", "GET", "/bucket?logging"), answer))).toBe(
      `<LoggingEnabled><TargetPrefix/>${format}</LoggingEnabled>`,
    );
    expect(await textOf(layer(restCall("s3", "GET", "/other?logging"), answer))).not.toContain("Format");
  });

  it("forgets it when logging is switched off", async () => {
    const { layer } = new S3Logging();
    const { answer } = moto();
    await layer(restCall("s3", "PUT", "/bucket?logging", format), answer);
    await layer(restCall("s3", "PUT", "/bucket?logging", "<BucketLoggingStatus/>"), answer);
    expect(await textOf(layer(restCall("s3", "GET", "/bucket?logging"), answer))).not.toContain("Format");
  });

  it("keeps configurations of request metrics by bucket and name, until they are deleted", async () => {
    const { layer } = new S3Metrics();
    const { answer, calls } = moto();
    const ask = (method: string, path: string, body = "") =>
      layer(restCall("s3", method, path, body), answer);
    await ask("PUT", "/bucket?metrics&id=all", "<MetricsConfiguration/>");
    expect(await textOf(ask("GET", "/bucket?id=all&metrics"))).toBe("<MetricsConfiguration/>");
    expect((await ask("GET", "/bucket?metrics&id=other")).status).toBe(404);
    expect((await ask("GET", "/other?metrics&id=all")).status).toBe(404);
    await ask("DELETE", "/bucket?metrics&id=all");
    expect((await ask("GET", "/bucket?metrics&id=all")).status).toBe(404);
    expect(calls).toEqual([]);
  });

  it("shows the whole of what a bucket copies, and nothing once moto has forgotten it", async () => {
    const { layer } = new S3Replication();
    const { answer } = motoWith({ "PUT /bucket": "", "GET /bucket": "<less/>" });
    const wanted = "<ReplicationConfiguration><Rule/></ReplicationConfiguration>";
    await layer(restCall("s3", "PUT", "/bucket?replication", wanted), answer);
    const asked = restCall("s3", "GET", "/bucket?replication");
    const { answer: other } = motoWith({ "GET /bucket/": "<less/>" });
    expect(await textOf(layer(restCall("s3", "GET", "/bucket/?replication"), other))).toBe(wanted);
    expect(await textOf(layer(asked, answer))).toBe(wanted);
    expect((await layer(asked, motoWith({}).answer)).status).toBe(400);
    expect((await layer(restCall("s3", "GET", "/other?replication"), motoWith({}).answer)).status).toBe(400);
  });

  it("keeps no replication that moto refuses, as it does without versions", async () => {
    const { layer } = new S3Replication();
    await layer(restCall("s3", "PUT", "/bucket?replication", "<refused/>"), motoWith({}).answer);
    const { answer } = motoWith({ "GET /bucket": "<kept/>" });
    expect(await textOf(layer(restCall("s3", "GET", "/bucket?replication"), answer))).toBe("<kept/>");
  });
});
