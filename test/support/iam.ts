/** One statement as AWS reads it. */
export interface IamStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** One call to AWS. */
export interface IamRequest {
  readonly action: string;
  readonly resource: string;
  /** Values of condition keys that AWS would put into the request. */
  readonly context?: Readonly<Record<string, string>>;
}

/** The statements of a policy document, as an object or as the JSON text that Terraform takes. */
export function statementsIn(document: unknown): readonly IamStatement[] {
  // Policy documents are ours; one of another shape fails the assertions that read it.
  const { Statement } = (typeof document === "string" ? JSON.parse(document) : document) as {
    readonly Statement: readonly IamStatement[];
  };
  return Statement;
}

/** Decides as IAM does for identity policies of one account: an explicit deny wins, then any allow, else no.
 *  Knows the condition operators that this repository writes and throws on any other. */
export function allows(statements: readonly IamStatement[], request: IamRequest): boolean {
  const matching = statements.filter((statement) => matches(statement, request));
  return matching.length > 0 && matching.every(({ Effect }) => Effect === "Allow");
}

/** `*` and `?` as in IAM; actions ignore case. */
export function matchesPattern(pattern: string, value: string, flags = ""): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, flags).test(value);
}

function matches({ Action, Resource = [], Condition = {} }: IamStatement, request: IamRequest): boolean {
  return (
    listOf(Action).some((pattern) => matchesPattern(pattern, request.action, "i")) &&
    listOf(Resource).some((pattern) => matchesPattern(pattern, request.resource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, expected]) =>
        conditionHolds(operator, listOf(expected), request.context?.[key]),
      ),
    )
  );
}

function conditionHolds(operator: string, expected: readonly string[], actual: string | undefined): boolean {
  const some = (test: (pattern: string, value: string) => boolean) =>
    actual !== undefined && expected.some((value) => test(value, actual));
  switch (operator) {
    case "StringEquals":
    case "ForAnyValue:StringEquals":
    case "Bool":
      return some((value, given) => value === given);
    case "ArnEquals":
    case "StringLike":
    case "ArnLike":
      return some((value, given) => matchesPattern(value, given));
    // A negated operator also holds for a key that the request lacks.
    case "StringNotEquals":
      return !some((value, given) => value === given);
    case "NumericLessThan":
      return some((value, given) => Number(given) < Number(value));
    case "Null":
      return expected.includes(String(actual === undefined));
    case "ForAllValues:StringLike":
      return actual === undefined || some((value, given) => matchesPattern(value, given));
    default:
      throw new Error(`condition operator '${operator}' is not evaluated; teach it to test/support/iam.ts`);
  }
}

/** IAM writes one value without a list around it. */
export function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
