import type { Span } from "../text/spans";
import type { ResolvedPolicy } from "./index";

/** Tells whether what was found is allowed to stay. */
export function allowList({
  values,
  emailDomains,
}: ResolvedPolicy["allow"]): (text: string, span: Span) => boolean {
  const allowed = new Set(values.map(essence));
  const domains = new Set(emailDomains.map((domain) => domain.toLowerCase()));
  return (text, { start, end, name }) => {
    if (allowed.size === 0 && domains.size === 0) return false;
    const value = text.slice(start, end);
    return allowed.has(essence(value)) || (name === "email" && domains.has(domainOf(value)));
  };
}

function essence(value: string): string {
  return value.toLowerCase().replace(/[^\p{L}\p{N}@]/gu, "");
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
