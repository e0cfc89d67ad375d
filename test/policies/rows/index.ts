import type { Row } from "../row";
import type { Rule } from "../rule";
import { clusterRows } from "./cluster";
import { edgeRows } from "./edge";
import { identityRows } from "./identity";
import { kubernetesRows } from "./kubernetes";
import { networkRows } from "./network";
import { objectRows } from "./objects";
import { storeRows } from "./stores";

/** A part of the table under one heading. */
export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** The whole table. */
export const sections: readonly Section[] = [
  { title: "Network", rows: networkRows },
  { title: "EKS and nodes", rows: clusterRows },
  { title: "Postgres and Valkey", rows: storeRows },
  { title: "S3", rows: objectRows },
  { title: "Load balancer, certificate, firewall", rows: edgeRows },
  { title: "Keys, identities, secrets, logs, backups", rows: identityRows },
  { title: "Kubernetes", rows: kubernetesRows },
];

/** Every row of the table. */
export const rows: readonly Row[] = sections.flatMap((section) => section.rows);

/** Whether nothing lands that contradicts a rule: when one of its rows blocks. */
export function blocks(rule: Rule): boolean {
  return rows.some(({ id, severity }) => severity === "block" && rule.rows.includes(id));
}

/** Every name that a row has elsewhere, its rules' included. */
export function namesElsewhere(row: Row, rules: readonly Rule[]): string[] {
  const ofRules = rules.filter((rule) => rule.rows.includes(row.id)).flatMap(({ upstream }) => upstream);
  return [...new Set([...row.upstream, ...ofRules])].sort((a, b) =>
    a.localeCompare(b, "en", { numeric: true }),
  );
}
