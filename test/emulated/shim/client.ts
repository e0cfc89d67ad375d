import type { Answer, Call, Reply } from "./call";
import { AwsError } from "./query";

/** The AWS API as a layer of the shim calls it: the layers below, and moto. */
export class Client {
  /** @param account - region and account id as ARNs write them, for example `eu-west-1:111111111111` */
  constructor(
    private readonly account: string,
    private readonly answer: Answer,
  ) {}

  /** A call of the query protocol.
   *  @throws {AwsError} when it was refused */
  query(service: string, operation: string, parameters: Readonly<Record<string, string>>): Promise<Reply> {
    const form = new URLSearchParams({ Action: operation, ...parameters });
    return this.send(service, operation, form.toString(), {
      "content-type": "application/x-www-form-urlencoded",
    });
  }

  /** A call in JSON.
   *  @throws {AwsError} when it was refused */
  json(service: string, operation: string, request: Readonly<Record<string, unknown>>): Promise<Reply> {
    return this.send(service, operation, JSON.stringify(request), {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `${service}.${operation}`,
    });
  }

  /** A `PUT` of a REST service.
   *  @throws {AwsError} when it was refused */
  put(service: string, path: string, text: string): Promise<Reply> {
    return this.send(service, `PUT ${path.split("?")[0]}`, text, {}, { method: "PUT", path });
  }

  private async send(
    service: string,
    operation: string,
    text: string,
    headers: Call["headers"],
    { method, path }: Pick<Call, "method" | "path"> = { method: "POST", path: "/" },
  ): Promise<Reply> {
    const [region = ""] = this.account.split(":");
    // moto finds the service and the region here; it checks no signature.
    const authorization = `AWS4-HMAC-SHA256 Credential=emulated/20260101/${region}/${service}/aws4_request`;
    const body = Buffer.from(text);
    const isForm = "content-type" in headers && !("x-amz-target" in headers);
    const reply = await this.answer({
      service,
      region,
      operation,
      parameters: new URLSearchParams(isForm ? text : ""),
      method,
      path,
      headers: { ...headers, authorization },
      body,
    });
    if (reply.status < 300) return reply;
    throw new AwsError("ValidationError", `${service} refused ${operation}: ${reply.body}`);
  }
}
