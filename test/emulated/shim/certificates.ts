import { bodyOf, type Layer } from "./call";

/** moto 5.2 cannot list a certificate for which nobody has said whether it may be exported; AWS takes it for no. */
export const certificates: Layer = (call, next) => {
  if (call.service !== "acm" || call.operation !== "RequestCertificate") return next(call);
  const { Options, ...asked } = bodyOf(call);
  // As the API defines the argument.
  const options = { Export: "DISABLED", ...(Options as object | undefined) };
  return next({ ...call, body: Buffer.from(JSON.stringify({ ...asked, Options: options })) });
};
