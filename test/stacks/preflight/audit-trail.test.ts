import { defineEnvironment } from "../../../environments/schema";
import { verdicts } from "../../../stacks/preflight/check";
import { existingTrail } from "../../../stacks/preflight/checks/audit-trail";
import { sample } from "../../support/sample-environment";
import { environment, NOW } from "./reasons";

const trailArn = "arn:aws:cloudtrail:us-east-1:999999999999:trail/organization";
const writes = { ReadWriteType: "All", IncludeManagementEvents: true, ExcludeManagementEventSources: [] };

/** What AWS answers about a trail as it has to be. */
const good = {
  "describe-trails": [
    { IsMultiRegionTrail: true, LogFileValidationEnabled: true, IncludeGlobalServiceEvents: true },
  ],
  "get-trail-status": { IsLogging: true },
  "get-event-selectors": { EventSelectors: [writes] },
};

const theirs = defineEnvironment({ ...sample, auditTrail: { kind: "existing", trailArn } });
const asked: string[] = [];

async function reasons(changed: Readonly<Record<string, unknown>> = {}, of = theirs) {
  const answers: Readonly<Record<string, unknown>> = { ...good, ...changed };
  asked.length = 0;
  const [verdict] = await verdicts([existingTrail], {
    environment: of,
    now: NOW,
    ask: async (program, args) => {
      asked.push([program, ...args].join(" "));
      return JSON.stringify(answers[args[1] ?? ""]);
    },
  });
  return verdict?.reasons ?? [];
}

const otherwise = ', or set auditTrail to { kind: "create" } in environments/sample.ts';

it("asks nobody where the trail is our own", async () => {
  expect(await reasons({}, environment)).toEqual([]);
  expect(asked).toEqual([]);
});

it("has nothing against a trail that records every change, and asks where it is at home", async () => {
  expect(await reasons()).toEqual([]);
  expect(asked).toHaveLength(3);
  for (const question of asked) {
    expect(question).toContain(trailArn);
    expect(question).toContain("--region us-east-1");
  }
});

it("refuses a trail that nobody knows, and says where it is named", async () => {
  expect(await reasons({ "describe-trails": [] })).toEqual([
    `there is no trail '${trailArn}' that this account can see; correct auditTrail in environments/sample.ts`,
  ]);
});

it("says everything at once that is wrong with a trail, each with what its owner runs", async () => {
  const half = {
    "describe-trails": [
      { IsMultiRegionTrail: false, LogFileValidationEnabled: false, IncludeGlobalServiceEvents: false },
    ],
    "get-trail-status": { IsLogging: false, LatestDeliveryError: "AccessDenied" },
    "get-event-selectors": { EventSelectors: [{ ...writes, IncludeManagementEvents: false }] },
  };
  const found = await reasons(half);
  expect(found).toEqual([
    expect.stringContaining(`--name ${trailArn} --is-multi-region-trail'`),
    expect.stringContaining(`--name ${trailArn} --include-global-service-events'`),
    expect.stringContaining(`--name ${trailArn} --enable-log-file-validation'`),
    expect.stringContaining(`start-logging --name ${trailArn}'`),
    expect.stringContaining("could not deliver its last file (AccessDenied)"),
    expect.stringContaining("does not record every change"),
  ]);
  for (const reason of found) expect(reason.endsWith(otherwise)).toBe(true);
});

const management = { Field: "eventCategory", Equals: ["Management"] };
const readOnly = (value: string) => ({ Field: "readOnly", Equals: [value] });

it.each([
  ["of all events", { EventSelectors: [writes] }],
  ["of what is written", { EventSelectors: [{ ...writes, ReadWriteType: "WriteOnly" }] }],
  ["one of several", { EventSelectors: [{ ...writes, IncludeManagementEvents: false }, writes] }],
  ["advanced, of all", { AdvancedEventSelectors: [{ FieldSelectors: [management] }] }],
  [
    "advanced, of what is written",
    { AdvancedEventSelectors: [{ FieldSelectors: [management, readOnly("false")] }] },
  ],
])("accepts a selector %s", async (_name, answer) => {
  expect(await reasons({ "get-event-selectors": answer })).toEqual([]);
});

it.each([
  ["none", {}],
  ["of what is only read", { EventSelectors: [{ ...writes, ReadWriteType: "ReadOnly" }] }],
  [
    "that leaves keys out",
    { EventSelectors: [{ ...writes, ExcludeManagementEventSources: ["kms.amazonaws.com"] }] },
  ],
  [
    "advanced, of data",
    { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Data"] }] }] },
  ],
  [
    "advanced, of what is only read",
    { AdvancedEventSelectors: [{ FieldSelectors: [management, readOnly("true")] }] },
  ],
  [
    "advanced, that leaves keys out",
    {
      AdvancedEventSelectors: [
        { FieldSelectors: [management, { Field: "eventSource", NotEquals: ["kms.amazonaws.com"] }] },
      ],
    },
  ],
])("refuses a selector %s", async (_name, answer) => {
  expect(await reasons({ "get-event-selectors": answer })).toEqual([
    expect.stringContaining("does not record every change"),
  ]);
});

it("refuses when it cannot tell", async () => {
  expect(await reasons({ "get-trail-status": undefined })).toEqual([
    expect.stringMatching(/^cannot be told: /),
  ]);
});
