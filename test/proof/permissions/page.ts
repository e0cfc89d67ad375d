import type { Account } from "../account/account";
import { vaultArns } from "../account/vault-account";
import type { Claim } from "./claim";
import { type Row, type Subject, subjectsOf } from "./rows";

/** The proof as a reviewer reads it: each party, what it may do and what it may not, and what refuses it. */
export function permissionsPage(account: Account, rows: readonly Row[]): string {
  const subjects = subjectsOf(account);
  const [first] = subjects.filter(({ never }) => never);
  const page = [
    ...INTRODUCTION,
    ...(first ? ["## No role of the platform", "", ...refused(first, first.never ?? [], rows)] : []),
    ...subjects.flatMap((subject) => [
      `## ${subject.name}`,
      "",
      `${subject.who}.`,
      "",
      ...(subject.trust ? trust(subject.trust) : []),
      ...permitted(subject),
      ...refused(subject, subject.mayNot, rows),
    ]),
  ];
  return `${shortened(account, page.join("\n")).trimEnd()}\n`;
}

const INTRODUCTION = [
  "# Permissions",
  "",
  "Who may do what in AWS, and what is refused. Every line was decided by an IAM simulator",
  "([iam-simulate](https://github.com/cloud-copilot/iam-simulate)) over the synthesized policies: of the role, its boundary,",
  "the resource and the VPC endpoint on the way together. It stands here for `prod`; the same is proven for every",
  "environment, and for one that uses what those leave out. Made by `npm run proofs` from `test/proof/permissions`; a test",
  "holds it.",
  "",
  "Proven beside the lines: every statement of every policy is at work in one of them, so none is superfluous; of roles of",
  "workloads so is every action and every resource that a policy names; and what a role is not said to do, drawn at random",
  "from all actions of AWS, is refused to it.",
  "",
  "Where it ends: the simulator is not AWS. Service control policies of an organisation are not in it. Policies that AWS",
  "writes count as if they permitted everything, so what is refused to their roles is refused by the boundary. Ids that AWS",
  "decides are stand-ins. What the lock of a vault in another account does to copies stands as if it were its policy, under",
  "the name `lock:RetentionDays`. ARNs are shortened: `arn:aws:`, region and account are left out, and keys are called by their",
  "alias. What pods may do in Kubernetes is decided there, and who reaches whom by [the network](reachability.md).",
  "",
];

function trust({ may, mayNot }: NonNullable<Subject["trust"]>): string[] {
  const admitted = may[0]?.context ?? {};
  return [
    "| Becomes it | With |",
    "|---|---|",
    ...may.map((claim) => `| ${who(claim)} | ${conditions(claim.context)} |`),
    "",
    "| Does not become it | With | That is |",
    "|---|---|---|",
    ...mayNot.map((claim) => {
      const forged = Object.entries(claim.context ?? {}).filter(([key, value]) => admitted[key] !== value);
      return `| ${who(claim)} | ${conditions(Object.fromEntries(forged)) || "the same"} | ${claim.why} |`;
    }),
    "",
  ];
}

function permitted({ may }: Subject): string[] {
  if (may.length === 0) return [];
  return [
    "| May | On | When | Why |",
    "|---|---|---|---|",
    ...may.map(
      (claim) => `| ${[code(claim.actions), code(claim.resources), when(claim), claim.why].join(" | ")} |`,
    ),
    "",
  ];
}

function refused({ name }: Subject, mayNot: readonly Claim[], rows: readonly Row[]): string[] {
  return [
    "| May not | On | When | Why | Refused by |",
    "|---|---|---|---|---|",
    ...mayNot.map((claim) => {
      // The table is made anew for the page, so claims are equal and not the same.
      const key = JSON.stringify(claim);
      const own = rows.filter(
        (row) => !row.permitted && row.party === name && JSON.stringify(row.claim) === key,
      );
      const reasons = [...new Set(own.map(reason))].join("; ");
      return `| ${[code(claim.actions), code(claim.resources), when(claim), claim.why, reasons].join(" | ")} |`;
    }),
    "",
  ];
}

function reason({ decision: { refusing } }: Row): string {
  const [voice] = refusing;
  if (!voice) return "nothing permits it";
  const layers = {
    identity: "the role",
    resource: "the resource",
    boundary: "the boundary",
    endpoint: "the endpoint",
  };
  return `${layers[voice.layer]}: ${voice.sid}`;
}

function when({ context, through }: Claim): string {
  return [
    ...(through ? [`through the endpoint \`${through}\``] : []),
    ...(context ? [conditions(context)] : []),
  ].join("; ");
}

function who({ as = [], through }: Claim): string {
  return `${code(as)}${through ? `, through the endpoint \`${through}\`` : ""}`;
}

function conditions(context: Claim["context"] = {}): string {
  return Object.entries(context)
    .map(([key, value]) => `\`${key}\` = \`${[value].flat().join(", ") || "(empty)"}\``)
    .join("; ");
}

function code(words: readonly string[]): string {
  return [...new Set(words)].map((word) => `\`${word}\``).join(" ");
}

/** ARNs without what is the same in all of them. */
function shortened({ graph, names, environment, stateKeyArn }: Account, text: string): string {
  const aliases = graph.ofType("aws_kms_alias").map(({ address, arguments: { name } }): [string, string] => {
    const key = graph.attribute(
      address.replace("aws_kms_alias.", "aws_kms_key.").replace(/_alias$/, "_key"),
      "arn",
    );
    return [key, String(name)];
  });
  const abroad = vaultArns(environment);
  const others = [
    [stateKeyArn, names.stateKeyAlias],
    ...(abroad ? [[abroad.key, abroad.keyAlias]] : []),
  ] as const;
  const named = [...aliases, ...others].reduce(
    (page, [arn, alias]) => page.replaceAll(arn, `kms:${alias}`),
    text,
  );
  const { region, accountId } = environment;
  return named.replaceAll(new RegExp(`arn:aws:([\\w-]+):(${region})?:(${accountId})?:`, "g"), "$1:");
}
