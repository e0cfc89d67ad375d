/** How the secrets of a vendor start, and what follows; from the vendors' own documentation of their formats. Each
 *  pattern is sticky and is asked only where its prefix stands. */
const FORMATS: readonly (readonly [prefixes: string, rest: string])[] = [
  // OpenAI, Anthropic, OpenRouter, Langfuse and all who copy them. The look-ahead is bounded: it is asked often.
  ["sk- pk- rk-", "(?=[A-Za-z_-]{0,64}\\d)[A-Za-z0-9_-]{18,}"],
  ["sk_ pk_ rk_", "(?:live|test|prod)_[A-Za-z0-9]{16,}"],
  ["whsec_ gsk_ xai- r8_ fw_ pplx- nvapi- csk- tvly- pcsk_ rnd_ ls__", "[A-Za-z0-9_]{20,}"],
  ["dop_v1_ doo_v1_ dor_v1_", "[a-f0-9]{40,}"],
  ["lsv2_pt_ lsv2_sk_", "[a-f0-9]{32}_[a-f0-9]{10}"],
  ["re_", "[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}"],
  ["AKIA ASIA ABIA ACCA", "[A-Z2-7]{16}(?![A-Za-z0-9])"],
  ["ghp_ gho_ ghu_ ghs_ ghr_", "[A-Za-z0-9]{30,}"],
  ["github_pat_", "[A-Za-z0-9_]{40,}"],
  ["glpat- gldt- glrt- glptt- glcbt- glsoat- glft-", "[A-Za-z0-9_.-]{18,}"],
  ["xoxb- xoxp- xoxa- xoxr- xoxs- xoxo- xoxe- xoxe. xapp-", "[A-Za-z0-9.-]{10,}"],
  ["AIza", "[A-Za-z0-9_-]{35}"],
  ["ya29.", "[A-Za-z0-9_.-]{20,}"],
  ["GOCSPX-", "[A-Za-z0-9_-]{20,}"],
  ["npm_ hf_", "[A-Za-z0-9]{30,}"],
  ["dckr_pat_ dckr_oat_", "[A-Za-z0-9_-]{20,}"],
  ["pypi-", "[A-Za-z0-9_-]{50,}"],
  ["SG.", "[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}"],
  ["shpat_ shpca_ shppa_ shpss_", "[a-fA-F0-9]{32}"],
  ["sq0atp- sq0csp-", "[A-Za-z0-9_-]{22,}"],
  // Mercado Pago.
  ["APP_USR- TEST-", "\\d{10,}-\\d{6}-[a-f0-9]{32}-\\d+"],
  // HashiCorp Vault.
  ["hvs. hvb. hvr.", "[A-Za-z0-9_-]{20,}"],
  ["lin_api_ figd_ glc_ glsa_ sntrys_ sntryu_", "[A-Za-z0-9_=+/-]{30,}"],
  ["PMAK-", "[a-f0-9]{24}-[a-f0-9]{34}"],
  ["NRAK-", "[A-Z0-9]{27}"],
  ["dapi key-", "[a-f0-9]{32}"],
  ["secret_ ntn_", "[A-Za-z0-9]{40,}"],
  ["ATATT3 ATCTT3 ATBB", "[A-Za-z0-9_=-]{24,}"],
  ["pat-", "(?:na|eu)1-[a-f0-9-]{36}"],
  ["AGE-SECRET-KEY-1", "[A-Z0-9]{50,}"],
];

interface Vendor {
  readonly prefix: string;
  readonly pattern: RegExp;
}

/** Vendors by the first two characters of their prefix. */
const BY_START = new Map<number, Vendor[]>();
for (const [prefixes, rest] of FORMATS)
  for (const prefix of prefixes.split(" ")) {
    const key = startKey(prefix, 0);
    const pattern = new RegExp(prefix.replaceAll(".", "\\.") + rest, "y");
    BY_START.set(key, [...(BY_START.get(key) ?? []), { prefix, pattern }]);
  }

function startKey(text: string, start: number): number {
  return text.charCodeAt(start) * 65536 + text.charCodeAt(start + 1);
}

/** Where the secret ends that starts at `start`; -1 if none does. */
export function vendorSecretEnd(text: string, start: number): number {
  const vendors = BY_START.get(startKey(text, start));
  if (vendors === undefined) return -1;
  for (const { prefix, pattern } of vendors) {
    if (!text.startsWith(prefix, start)) continue;
    pattern.lastIndex = start;
    if (pattern.test(text)) return pattern.lastIndex;
  }
  return -1;
}
