import type { Layer } from "./call";

/** moto 5.2 refuses to make a record anew that was there before, as long as the zone holds any other. */
export const records: Layer = async (call, next) => {
  const text = call.body.toString();
  const isCreation = call.method === "POST" && /\/rrset\/?$/.test(call.path) && text.includes(CREATE);
  if (call.service !== "route53" || !isCreation) return next(call);
  const name = /<Name>([^<]+)<\/Name>/.exec(text)?.[1]?.replace(/\.?$/, ".") ?? "";
  const type = /<Type>([^<]+)<\/Type>/.exec(text)?.[1] ?? "";
  const path = `${call.path}?name=${encodeURIComponent(name)}&type=${type}&maxitems=1`;
  const listed = (await next({ ...call, method: "GET", path, body: Buffer.from("") })).body.toString();
  const isThere = listed.includes(`<Name>${name}</Name>`) && listed.includes(`<Type>${type}</Type>`);
  return next(
    isThere ? call : { ...call, body: Buffer.from(text.replace(CREATE, "<Action>UPSERT</Action>")) },
  );
};
const CREATE = "<Action>CREATE</Action>";
