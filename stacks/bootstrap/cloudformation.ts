import { policyDocument, type Statement } from "../../constructs/policy";

/** CloudFormation, as far as the bootstrap writes it. */
export interface Template {
  readonly Description: string;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, { readonly Description: string; readonly Value: string }>>;
}

/** One resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  /** Logical ids of what must be there before and is not referred to. */
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: "RetainExceptOnCreate";
  readonly UpdateReplacePolicy?: "Retain";
}

/** For what is not removed with its stack, unless the stack could not be made. */
export const KEPT = { DeletionPolicy: "RetainExceptOnCreate", UpdateReplacePolicy: "Retain" } as const;

/** A policy as a template holds it: an object and not its text. */
export function asObject(statements: readonly Statement[]): unknown {
  return JSON.parse(policyDocument(statements));
}
