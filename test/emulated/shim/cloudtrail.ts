import { bodyOf, type Layer } from "./call";

/** What moto 5.2 lacks of CloudTrail: it starts, stops and deletes a trail by its name alone, and Terraform says its ARN. */
export const trailNames: Layer = async (call, next) => {
  if (call.service !== "cloudtrail") return next(call);
  const { Name, ...request } = bodyOf(call);
  const [, name] = /^arn:aws:cloudtrail:[^:]+:\d{12}:trail\/(.+)$/.exec(String(Name)) ?? [];
  if (name === undefined) return next(call);
  return next({ ...call, body: Buffer.from(JSON.stringify({ ...request, Name: name })) });
};
