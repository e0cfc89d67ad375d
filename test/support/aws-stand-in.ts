import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** What AWS answers, by words of the command; the first that matches. */
export type Answers = readonly (readonly [words: string, answer: string])[];

/** Writes a program `aws` that gives these answers, and refuses every other command. It notes each command in the file
 *  `calls` beside it. */
export function writeAws(folder: string, answers: Answers): void {
  const aws = [
    "#!/bin/bash",
    'echo "$*" >>"$(dirname "$0")/calls"',
    'case "$*" in',
    ...answers.map(([words, answer]) => `  *${words.replaceAll(" ", "*")}*) printf '%b' '${answer}' ;;`),
    '  *) echo "unexpected: $*" >&2; exit 1 ;;',
    "esac",
    "",
  ];
  writeFileSync(join(folder, "aws"), aws.join("\n"), { mode: 0o755 });
}
