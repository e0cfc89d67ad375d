import { z } from "zod";
import type { Check, Context } from "../check";

const trails = z.array(
  z.object({
    IsMultiRegionTrail: z.boolean(),
    LogFileValidationEnabled: z.boolean(),
    IncludeGlobalServiceEvents: z.boolean(),
  }),
);
const state = z.object({ IsLogging: z.boolean(), LatestDeliveryError: z.string().nullish() });
const values = z.array(z.string()).nullish();
const selectors = z.object({
  EventSelectors: z
    .array(
      z.object({
        ReadWriteType: z.string(),
        IncludeManagementEvents: z.boolean(),
        ExcludeManagementEventSources: values,
      }),
    )
    .nullish(),
  AdvancedEventSelectors: z
    .array(z.object({ FieldSelectors: z.array(z.object({ Field: z.string(), Equals: values })) }))
    .nullish(),
});

type Trail = z.infer<typeof trails>[number];
type Selectors = z.infer<typeof selectors>;

/** That a trail which somebody else owns does what the one that we would make does. Mails about keys, policies and
 *  deletions are made of what it records: with half a trail they are missing in silence. */
export const existingTrail: Check = {
  subject: "trail that the account has already",
  // Nothing that we deploy: it has to be there before.
  asks: false,
  reasons: async (context) => {
    const { auditTrail, name } = context.environment;
    if (auditTrail.kind === "create") return [];
    const { trailArn } = auditTrail;
    const asked = (operation: string, ...options: string[]) =>
      cloudTrail(context, trailArn, operation, options);
    const found = trails.parse(
      await asked("describe-trails", "--trail-name-list", trailArn, "--query", "trailList"),
    );
    const [trail] = found;
    if (!trail)
      return [
        `there is no trail '${trailArn}' that this account can see; correct auditTrail in environments/${name}.ts`,
      ];
    return [
      ...settings(trail, trailArn),
      ...working(state.parse(await asked("get-trail-status", "--name", trailArn)), trailArn),
      ...recorded(selectors.parse(await asked("get-event-selectors", "--trail-name", trailArn))),
    ].map((reason) => `${reason}, or set auditTrail to { kind: "create" } in environments/${name}.ts`);
  },
};

/** Asks where the trail is at home: elsewhere only one of all regions is known. */
async function cloudTrail({ ask }: Context, trailArn: string, operation: string, options: readonly string[]) {
  const [, , , region = ""] = trailArn.split(":");
  const shared = ["--region", region, "--output", "json"];
  return JSON.parse(await ask("aws", ["cloudtrail", operation, ...options, ...shared])) as unknown;
}

function settings(trail: Trail, trailArn: string): string[] {
  const update = `let its owner run 'aws cloudtrail update-trail --name ${trailArn}`;
  return [
    ...(trail.IsMultiRegionTrail
      ? []
      : [`the trail records one region only; ${update} --is-multi-region-trail'`]),
    ...(trail.IncludeGlobalServiceEvents
      ? []
      : [`the trail leaves out IAM, as a service of no region; ${update} --include-global-service-events'`]),
    ...(trail.LogFileValidationEnabled
      ? []
      : [
          `the trail does not sign its files, so that they can be changed unseen; ${update} --enable-log-file-validation'`,
        ]),
  ];
}

function working({ IsLogging, LatestDeliveryError }: z.infer<typeof state>, trailArn: string): string[] {
  return [
    ...(IsLogging
      ? []
      : [`the trail is switched off; let its owner run 'aws cloudtrail start-logging --name ${trailArn}'`]),
    ...(LatestDeliveryError
      ? [
          `the trail could not deliver its last file (${LatestDeliveryError}); let its owner mend its bucket's policy`,
        ]
      : []),
  ];
}

/** A selector that leaves something out is none: we are told of keys, of IAM, of buckets and more. */
function recorded({ EventSelectors, AdvancedEventSelectors }: Selectors): string[] {
  const basic = (EventSelectors ?? []).some(
    ({ IncludeManagementEvents, ReadWriteType, ExcludeManagementEventSources }) =>
      IncludeManagementEvents && ReadWriteType !== "ReadOnly" && !ExcludeManagementEventSources?.length,
  );
  const advanced = (AdvancedEventSelectors ?? []).some(({ FieldSelectors }) =>
    FieldSelectors.every(
      ({ Field, Equals }) =>
        (Field === "eventCategory" && Equals?.includes("Management")) ||
        (Field === "readOnly" && Equals?.includes("false")),
    ),
  );
  if (basic || advanced) return [];
  return [
    "the trail does not record every change, or leaves services out; " +
      "let its owner give it a selector of all management events that write ('aws cloudtrail put-event-selectors')",
  ];
}
