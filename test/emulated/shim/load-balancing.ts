import { type Layer, withParameters } from "./call";

/** A change of a listener without its own certificate, which stays as it is. The provider names it with every change, and
 *  then moto 5.2 forgets the listener's further ones, which AWS keeps. */
export const listenerCertificates: Layer = (call, next) => {
  if (call.service !== "elasticloadbalancing" || call.operation !== "ModifyListener") return next(call);
  const others = [...call.parameters].filter(([name]) => !name.startsWith("Certificates."));
  return next(withParameters(call, new URLSearchParams(others)));
};
