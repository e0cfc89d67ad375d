/** What everything of an environment carries, in AWS and in the permissions that look for it. */
export function ownTags(environment: string) {
  return { application: "langfuse", environment, "managed-by": "cdktf" } as const;
}
