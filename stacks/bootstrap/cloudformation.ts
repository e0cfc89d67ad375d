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
  readonly DeletionPolicy?: "RetainExceptOnCreate";
  readonly UpdateReplacePolicy?: "Retain";
}
