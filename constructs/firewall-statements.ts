/** A condition of a firewall rule, in Terraform's words: the provider leaves statements untyped, as they nest. */
export type FirewallStatement = Readonly<Record<string, unknown>>;

/** All conditions hold. */
export function allOf(...statements: readonly FirewallStatement[]): FirewallStatement {
  return { and_statement: { statement: statements } };
}

/** At least one condition holds; AWS wants two or more. */
export function anyOf(...statements: readonly FirewallStatement[]): FirewallStatement {
  return { or_statement: { statement: statements } };
}

export function not(statement: FirewallStatement): FirewallStatement {
  return { not_statement: { statement } };
}

/** The request comes from an address of the set. */
export function fromAddresses(ipSetArn: string): FirewallStatement {
  return { ip_set_reference_statement: { arn: ipSetArn } };
}

/** The request is for this host, with or without a port. */
export function asked(host: string): FirewallStatement {
  return {
    byte_match_statement: {
      field_to_match: { single_header: { name: "host" } },
      positional_constraint: "STARTS_WITH",
      search_string: host,
      text_transformation: [{ priority: 0, type: "LOWERCASE" }],
    },
  };
}

/** A managed rule group that ran before gave the request this label. */
export function labelled(key: string): FirewallStatement {
  return { label_match_statement: { scope: "LABEL", key } };
}

/** The path, exactly as the client wrote it, starts with this text: there is no other way to read it. */
export function plainlyUnder(prefix: string): FirewallStatement {
  return path({ search: prefix, position: "STARTS_WITH", transformations: ["NONE"] });
}

/** The path starts with this text once it is read with every leniency. */
export function under(prefix: string): FirewallStatement {
  return path({ search: prefix, position: "STARTS_WITH", transformations: LENIENT });
}

/** The path contains this text once it is read with every leniency: the application might see it there. */
export function mightReach(part: string): FirewallStatement {
  return path({ search: part, position: "CONTAINS", transformations: LENIENT });
}

/** The path contains this text once escapes are read. */
export function spells(part: string): FirewallStatement {
  return path({ search: part, position: "CONTAINS", transformations: ["URL_DECODE"] });
}

/** Escapes, doubled slashes, backslashes and capitals, all of which an application may read as something plainer. */
const LENIENT = ["URL_DECODE", "NORMALIZE_PATH_WIN", "LOWERCASE"];

interface PathMatch {
  readonly search: string;
  readonly position: "STARTS_WITH" | "CONTAINS";
  /** Applied in this order. */
  readonly transformations: readonly string[];
}

function path({ search, position, transformations }: PathMatch): FirewallStatement {
  return {
    byte_match_statement: {
      field_to_match: { uri_path: {} },
      positional_constraint: position,
      search_string: search,
      text_transformation: transformations.map((type, priority) => ({ priority, type })),
    },
  };
}
