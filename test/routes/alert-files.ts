import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** An alert as far as routing sees it. */
export interface Alert {
  readonly name: string;
  readonly severity: string;
  readonly component: string;
}

interface RuleFile {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert?: string;
      readonly labels?: Readonly<Record<string, string>>;
    }[];
  }[];
}

const FOLDER = join(__dirname, "..", "..", "charts-values", "alerts");

/** Every alert of `charts-values/alerts`. */
export const alerts: readonly Alert[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".yaml"))
  .flatMap((file) => {
    const { groups }: RuleFile = parse(readFileSync(join(FOLDER, file), "utf8"));
    return groups.flatMap(({ rules }) =>
      rules.flatMap(({ alert, labels = {} }) =>
        alert ? [{ name: alert, severity: labels.severity ?? "", component: labels.component ?? "" }] : [],
      ),
    );
  });
