import {
  type Change,
  type CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type StackStatus,
  waitUntilChangeSetCreateComplete,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from "@aws-sdk/client-cloudformation";
import type { Template } from "./cloudformation";

/** A CloudFormation stack as the bootstrap wants it. */
export interface WantedStack {
  readonly name: string;
  readonly template: Template;
  readonly tags: Readonly<Record<string, string>>;
}

/** A change set that waits to be executed. */
export interface PreparedChange {
  readonly id: string;
  readonly kind: "CREATE" | "UPDATE";
  /** One line per resource, for people. */
  readonly lines: readonly string[];
}

const WAIT = { minDelay: 2, maxDelay: 10, maxWaitTime: 900 };

/** Compares the wanted stack with what exists.
 *  @returns nothing when they are equal
 *  @throws when the stack is in a state that only a person can resolve */
export async function prepare(
  client: CloudFormationClient,
  wanted: WantedStack,
): Promise<PreparedChange | undefined> {
  const kind = await kindOfChange(client, wanted.name);
  const { Id } = await client.send(
    new CreateChangeSetCommand({
      StackName: wanted.name,
      ChangeSetName: `bootstrap-${Date.now()}`,
      ChangeSetType: kind,
      Capabilities: ["CAPABILITY_NAMED_IAM"],
      TemplateBody: JSON.stringify(wanted.template),
      Tags: Object.entries(wanted.tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  const id = Id ?? "";
  // A change set without changes "fails"; the description says which of the two it was.
  await waitUntilChangeSetCreateComplete({ client, ...WAIT }, { ChangeSetName: id }).catch(() => undefined);
  const {
    Status,
    StatusReason = "",
    Changes = [],
  } = await client.send(new DescribeChangeSetCommand({ ChangeSetName: id }));
  if (Status === "CREATE_COMPLETE") return { id, kind, lines: Changes.map(describe) };
  await client.send(new DeleteChangeSetCommand({ ChangeSetName: id }));
  if (/didn't contain changes|No updates are to be performed/.test(StatusReason)) return undefined;
  throw new Error(`AWS refused the change of stack '${wanted.name}': ${Status} ${StatusReason}`);
}

/** Carries out what was prepared and waits for it.
 *  @throws one report of everything that failed; CloudFormation has then rolled back */
export async function execute(
  client: CloudFormationClient,
  stack: string,
  { id, kind }: PreparedChange,
): Promise<void> {
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName: id }));
  const wait = kind === "CREATE" ? waitUntilStackCreateComplete : waitUntilStackUpdateComplete;
  try {
    await wait({ client, ...WAIT }, { StackName: stack });
  } catch (cause) {
    throw new Error(await failureReport(client, stack), { cause });
  }
}

async function kindOfChange(client: CloudFormationClient, name: string): Promise<"CREATE" | "UPDATE"> {
  const status = await statusOf(client, name);
  if (status === undefined || status === "REVIEW_IN_PROGRESS") return "CREATE";
  if (status === "ROLLBACK_COMPLETE") {
    // The first creation failed and was undone; such a stack is empty and can only be removed.
    await client.send(new DeleteStackCommand({ StackName: name }));
    await waitUntilStackDeleteComplete({ client, ...WAIT }, { StackName: name });
    return "CREATE";
  }
  if (/^(CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT|IMPORT_ROLLBACK)_COMPLETE$/.test(status)) return "UPDATE";
  throw new Error(
    `stack '${name}' is ${status}; ` +
      (status.endsWith("_IN_PROGRESS")
        ? "wait until it is done, then run this again"
        : "repair it in the CloudFormation console, then run this again"),
  );
}

async function statusOf(client: CloudFormationClient, name: string): Promise<StackStatus | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks[0]?.StackStatus;
  } catch (error) {
    // CloudFormation has no error type of its own for this.
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

function describe({ ResourceChange: change }: Change): string {
  const sign = { Add: "+", Modify: "~", Remove: "-", Import: ">", Dynamic: "?", SyncWithActual: "=" }[
    change?.Action ?? "Dynamic"
  ];
  const replaced = change?.Replacement === "True" ? "  (replaced)" : "";
  return `${sign} ${change?.LogicalResourceId} (${change?.ResourceType})${replaced}`;
}

async function failureReport(client: CloudFormationClient, stack: string): Promise<string> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: stack }));
  // Newest first; this attempt began where the stack itself was last touched by a user.
  const begin = StackEvents.findIndex(
    ({ ResourceStatusReason }) => ResourceStatusReason === "User Initiated",
  );
  const failures = StackEvents.slice(0, begin < 0 ? undefined : begin)
    .filter(({ ResourceStatus = "" }) => ResourceStatus.endsWith("_FAILED"))
    .map(
      ({ LogicalResourceId, ResourceType, ResourceStatusReason }) =>
        `✖ ${LogicalResourceId} (${ResourceType}): ${ResourceStatusReason}`,
    );
  return [`stack '${stack}' could not be applied and was rolled back:`, ...failures.reverse()].join("\n");
}
