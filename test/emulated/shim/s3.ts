import { type Layer, type Reply, withText } from "./call";

/** Writes a list of one resource in a bucket policy as that resource, which means the same: moto 5.2 looks for the
 *  permission to deliver access logs in statements of that form only. */
export const bucketPolicies: Layer = (call, next) => {
  if (call.service !== "s3" || call.method !== "PUT" || !/\?policy\b/.test(call.path)) return next(call);
  const { Statement, ...policy } = JSON.parse(call.body.toString());
  const statements = [Statement].flat().map(({ Resource, ...statement }) => ({
    ...statement,
    Resource: Array.isArray(Resource) && Resource.length === 1 ? Resource[0] : Resource,
  }));
  return next({ ...call, body: Buffer.from(JSON.stringify({ ...policy, Statement: statements })) });
};

/** How keys of access logs are composed, which moto 5.2 takes and does not show again. */
export class S3Logging {
  /** XML elements by the path of their bucket. */
  private readonly formats = new Map<string, string>();

  readonly layer: Layer = async (call, next) => {
    if (call.service !== "s3" || !/\?logging\b/.test(call.path)) return next(call);
    const [bucket = ""] = call.path.split("?");
    const reply = await next(call);
    if (call.method === "PUT") {
      const [format = ""] =
        /<TargetObjectKeyFormat>.*<\/TargetObjectKeyFormat>/s.exec(call.body.toString()) ?? [];
      this.formats.set(bucket, format);
      return reply;
    }
    const format = this.formats.get(bucket) ?? "";
    return withText(reply, reply.body.toString().replace("</LoggingEnabled>", `${format}$&`));
  };
}

/** Configurations of request metrics, which moto 5.2 does not know. */
export class S3Metrics {
  /** As they were written, by bucket and id. */
  private readonly configurations = new Map<string, Buffer>();

  readonly layer: Layer = async (call, next) => {
    if (call.service !== "s3" || !/\?(.*&)?metrics\b/.test(call.path)) return next(call);
    const [bucket, query] = call.path.split("?");
    const key = `${bucket} ${new URLSearchParams(query).get("id")}`;
    if (call.method === "PUT") this.configurations.set(key, call.body);
    if (call.method === "DELETE") this.configurations.delete(key);
    const found = this.configurations.get(key);
    if (call.method === "GET" && !found)
      return reply(404, "<Error><Code>NoSuchConfiguration</Code><Message>none</Message></Error>");
    return reply(call.method === "DELETE" ? 204 : 200, call.method === "GET" ? String(found) : "");
  };
}

/** How objects are copied to another region, of which moto 5.2 shows less than was written. It copies nothing. */
export class S3Replication {
  /** As they were written, by the path of their bucket. */
  private readonly configurations = new Map<string, Buffer>();

  readonly layer: Layer = async (call, next) => {
    if (call.service !== "s3" || !/\?replication\b/.test(call.path)) return next(call);
    // Some clients end the name with a slash.
    const [bucket = ""] = call.path.split(/\/?\?/);
    const answer = await next(call);
    if (answer.status >= 300) return answer;
    if (call.method === "PUT") this.configurations.set(bucket, call.body);
    const found = this.configurations.get(bucket);
    return call.method === "GET" && found ? reply(200, String(found)) : answer;
  };
}

function reply(status: number, body: string): Reply {
  return { status, headers: { "content-type": "application/xml" }, body: Buffer.from(body) };
}
