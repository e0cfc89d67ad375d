import { Token } from "cdktf";

/** Values that differ between environments or come from AWS, as the JSON that Helm merges over the policy of the file. */
export function wiringValues(values: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(values, (_key, value: unknown) =>
    typeof value === "string" ? literal(value) : value,
  );
}

/** Text in which only cdktf's own references mean something: Terraform would evaluate the `${` and `%{` of a script or a
 *  dashboard. */
export function literal(text: string): string {
  return Token.isUnresolved(text) ? text : text.replace(/[$%](?=\{)/g, "$&$&");
}
