/** How we use one rule group that AWS maintains. Rules that are not named here block everywhere. */
export interface ManagedRuleGroup {
  readonly name: string;
  /** Rules that read what users write into bodies, with the label that each leaves: they count under `/api/`, where
   *  bodies are prompts, completions and scores, and block on every other path. */
  readonly bodyRules: Readonly<Record<string, string>>;
  /** Rules that only count, on every path. */
  readonly countedRules: readonly string[];
}

/** The groups in the order in which they run; rule names and labels as in the lists of AWS,
 *  docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html (2026-11).
 *
 *  The versions are AWS's defaults, so that a rule against a new attack arrives without us. Not used: the SQL group,
 *  which reads little but bodies and queries (Langfuse's own queries are parameterized); the anonymous and hosting
 *  provider lists, because applications send their traces from hosting providers. */
export const MANAGED_RULE_GROUPS: readonly ManagedRuleGroup[] = [
  {
    // Addresses that AWS has seen attack or scan others.
    name: "AWSManagedRulesAmazonIpReputationList",
    bodyRules: {},
    countedRules: [],
  },
  {
    // Log4j, Java deserialization, React server components, and paths and methods that only scanners use.
    name: "AWSManagedRulesKnownBadInputsRuleSet",
    bodyRules: {
      JavaDeserializationRCE_BODY: "awswaf:managed:aws:known-bad-inputs:JavaDeserializationRCE_Body",
      Log4JRCE_BODY: "awswaf:managed:aws:known-bad-inputs:Log4JRCE_Body",
      ReactJSRCE_BODY: "awswaf:managed:aws:known-bad-inputs:ReactJSRCE_Body",
    },
    // Search texts and filters travel in the query of every page, and again through the redirect after signing in.
    countedRules: ["JavaDeserializationRCE_QUERYSTRING", "Log4JRCE_QUERYSTRING"],
  },
  {
    name: "AWSManagedRulesCommonRuleSet",
    bodyRules: {
      CrossSiteScripting_BODY: "awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body",
      EC2MetaDataSSRF_BODY: "awswaf:managed:aws:core-rule-set:EC2MetaDataSSRF_Body",
      GenericLFI_BODY: "awswaf:managed:aws:core-rule-set:GenericLFI_Body",
      GenericRFI_BODY: "awswaf:managed:aws:core-rule-set:GenericRFI_Body",
      // More than 8 KB, which is what a firewall on a load balancer sees of a body; OTLP batches reach 16 MB.
      SizeRestrictions_BODY: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body",
      // Not a body, but the same exception: home-made exporters send no user agent.
      NoUserAgent_HEADER: "awswaf:managed:aws:core-rule-set:NoUserAgent_Header",
    },
    countedRules: [
      "CrossSiteScripting_QUERYARGUMENTS",
      "EC2MetaDataSSRF_QUERYARGUMENTS",
      "GenericLFI_QUERYARGUMENTS",
      "GenericRFI_QUERYARGUMENTS",
      "RestrictedExtensions_QUERYARGUMENTS",
      // Names of prompts and datasets are part of a path; one may end in `.ini` or `.log`.
      "RestrictedExtensions_URIPATH",
      // Batched reads of the user interface and the codes of some identity providers exceed 2 KB.
      "SizeRestrictions_QUERYSTRING",
    ],
  },
];
