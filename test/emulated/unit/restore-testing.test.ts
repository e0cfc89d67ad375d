import { json } from "../shim/call";
import { RestoreTesting } from "../shim/restore-testing";
import { motoWith, restCall } from "./calls";

const PLAN = "/restore-testing/plans";
const plan = { RestoreTestingPlanName: "p", ScheduleExpression: "cron(0 6 1 * ? *)" };
const selection = { RestoreTestingSelectionName: "s", RestoreMetadataOverrides: { port: "5433" } };

const made = async () => {
  const { layer } = new RestoreTesting("eu-west-1:111111111111");
  const said = async (method: string, path: string, body: object = {}) => {
    const reply = await layer(restCall("backup", method, path, body), async () => json({ from: "moto" }));
    return { status: reply.status, ...JSON.parse(reply.body.toString()) };
  };
  await said("PUT", PLAN, { RestoreTestingPlan: plan, Tags: { environment: "dev" } });
  await said("PUT", `${PLAN}/p/selections`, { RestoreTestingSelection: selection });
  return said;
};

describe("restore tests in front of moto", () => {
  it("are kept as they were made, with their tags", async () => {
    const said = await made();
    const { RestoreTestingPlan } = await said("GET", `${PLAN}/p`);
    expect(RestoreTestingPlan).toMatchObject(plan);
    expect(await said("GET", `${PLAN}/p/selections/s`)).toMatchObject({ RestoreTestingSelection: selection });
    const arn = encodeURIComponent(RestoreTestingPlan.RestoreTestingPlanArn);
    expect(await said("GET", `/tags/${arn}`)).toMatchObject({ Tags: { environment: "dev" } });
  });

  it("change in part, and keep the rest", async () => {
    const said = await made();
    await said("PUT", `${PLAN}/p`, { RestoreTestingPlan: { ScheduleExpression: "cron(0 7 1 * ? *)" } });
    await said("PUT", `${PLAN}/p/selections/s`, { RestoreTestingSelection: { ValidationWindowHours: 8 } });
    expect((await said("GET", PLAN)).RestoreTestingPlans).toMatchObject([
      { RestoreTestingPlanName: "p", ScheduleExpression: "cron(0 7 1 * ? *)" },
    ]);
    expect((await said("GET", `${PLAN}/p/selections/s`)).RestoreTestingSelection).toMatchObject({
      ...selection,
      ValidationWindowHours: 8,
    });
  });

  it("go when nothing is left in them, as AWS wants it", async () => {
    const said = await made();
    expect(await said("DELETE", `${PLAN}/p`)).toMatchObject({ status: 400 });
    expect(await said("DELETE", `${PLAN}/p/selections/s`)).toMatchObject({ status: 204 });
    expect(await said("DELETE", `${PLAN}/p`)).toMatchObject({ status: 204 });
    expect(await said("GET", `${PLAN}/p`)).toMatchObject({ status: 400 });
    expect(await said("GET", `${PLAN}/p/selections/s`)).toMatchObject({ status: 400 });
  });

  it("leave everything else to moto", async () => {
    const { answer, calls } = motoWith({});
    const { layer } = new RestoreTesting("eu-west-1:111111111111");
    await layer(restCall("backup", "GET", "/backup-vaults/v"), answer);
    await layer(restCall("backup", "GET", "/tags/arn%3Aaws%3Abackup%3Avault"), answer);
    await layer(restCall("s3", "GET", PLAN), answer);
    expect(calls).toHaveLength(3);
  });
});
