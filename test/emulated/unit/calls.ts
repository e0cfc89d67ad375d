import { type Answer, type Call, json, type Layer, type Reply } from "../shim/call";

const EMPTY: Call = {
  service: "",
  region: "",
  operation: "",
  parameters: new URLSearchParams(),
  method: "POST",
  path: "/",
  headers: {},
  body: Buffer.from(""),
};

/** A call of the query protocol. */
export function queryCall(service: string, operation: string, parameters: Record<string, string> = {}): Call {
  const form = new URLSearchParams({ Action: operation, ...parameters });
  return { ...EMPTY, service, operation, parameters: form, body: Buffer.from(form.toString()) };
}

/** A call in JSON. */
export function jsonCall(service: string, operation: string, request: object): Call {
  return { ...EMPTY, service, operation, body: Buffer.from(JSON.stringify(request)) };
}

/** A call of a REST service. */
export function restCall(service: string, method: string, path: string, body: unknown = ""): Call {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    ...EMPTY,
    service,
    operation: `${method} ${path.split("?")[0]}`,
    method,
    path,
    body: Buffer.from(text),
  };
}

/** A moto that notes every call and answers by its operation; others are refused. */
export function motoWith(answers: Readonly<Record<string, unknown>>) {
  const calls: Call[] = [];
  const answer: Answer = async (call) => {
    calls.push(call);
    const found = answers[call.operation];
    if (found === undefined) return { ...json({ message: "refused" }, 400) };
    return typeof found === "string" ? { status: 200, headers: {}, body: Buffer.from(found) } : json(found);
  };
  return { calls, answer };
}

/** What a layer answers, as text. */
export async function textOf(reply: ReturnType<Layer> | Reply): Promise<string> {
  return (await reply).body.toString();
}
