import type { Layer } from "./call";

/** Writes a list of one resource in a bucket policy as that resource, which means the same: moto 5.2 looks for the
 *  permission to deliver access logs in statements of that form only. */
export const s3: Layer = (call, next) => {
  if (call.service !== "s3" || call.method !== "PUT" || !/\?policy\b/.test(call.path)) return next(call);
  const { Statement, ...policy } = JSON.parse(call.body.toString());
  const statements = [Statement].flat().map(({ Resource, ...statement }) => ({
    ...statement,
    Resource: Array.isArray(Resource) && Resource.length === 1 ? Resource[0] : Resource,
  }));
  return next({ ...call, body: Buffer.from(JSON.stringify({ ...policy, Statement: statements })) });
};
